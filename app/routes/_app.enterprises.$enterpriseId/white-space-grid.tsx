import { useT } from '~/core/i18n';
import { productLines } from '~/features/offerings/rules';
import { CircleCheck, CircleDot, Plus } from '~/ui/icons';
import { Link } from '~/ui/link';
import type { EnterpriseData } from './route';

const lines = productLines.filter((line) => line !== 'other');

/** A branch by what tells it from the others: its name without the group's. */
const withoutGroup = (name: string, group: string) =>
  (name.startsWith(group) && name.slice(group.length).trim()) || name;

/** Branches × product lines: in use, in talks, or open ground that starts an opportunity. */
export function WhiteSpaceGrid({ data }: { data: EnterpriseData }) {
  const t = useT();
  return (
    <div className="relative overflow-x-auto">
      <table className="w-full border-separate border-spacing-0 text-xs [&_td]:border-b [&_td]:border-line [&_th]:border-b [&_th]:border-line">
        <thead>
          <tr className="text-ink-3">
            <th
              scope="col"
              className="sticky left-0 z-[1] min-w-52 bg-surface px-3 py-2 text-left font-medium max-sm:min-w-36"
            >
              {t('enterprise.branches')}
            </th>
            {lines.map((line) => (
              <th key={line} scope="col" className="min-w-20 px-2 py-2 text-center font-medium whitespace-nowrap">
                {t(`line.${line}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.branches.map((branch) => (
            <tr key={branch.id} className="hover:bg-sunken/60">
              <th scope="row" className="sticky left-0 z-[1] bg-surface px-3 py-1.5 text-left font-normal">
                <Link
                  to={`/accounts/${branch.id}`}
                  title={branch.name}
                  className="line-clamp-2 text-sm hover:text-brand-ink hover:underline"
                >
                  {withoutGroup(branch.name, data.name)}
                </Link>
              </th>
              {lines.map((line) => (
                <td key={line} className="p-0 text-center">
                  <Cell state={branch.lines[line]} start={data.start} account={branch} line={line} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type CellProps = {
  state?: 'won' | 'open';
  start: boolean;
  account: { id: string; name: string };
  line: (typeof lines)[number];
};

function Cell({ state, start, account, line }: CellProps) {
  const t = useT();
  if (state)
    return (
      <span className="inline-flex h-9 items-center justify-center max-sm:h-11" title={t(`account.line.${state}`)}>
        {state === 'won' ? (
          <CircleCheck className="text-[16px] text-ok" />
        ) : (
          <CircleDot className="text-[16px] text-brand" />
        )}
        <span className="sr-only">{t(`account.line.${state}`)}</span>
      </span>
    );
  if (!start) return <span className="sr-only">{t('account.line.none')}</span>;
  return (
    <Link
      to={`/opportunities/new?account=${account.id}&line=${line}`}
      aria-label={t('enterprise.start', { account: account.name, line: t(`line.${line}`) })}
      className="group flex h-9 items-center justify-center hover:bg-brand-soft max-sm:h-11"
    >
      <Plus className="text-[14px] text-line-strong group-hover:text-brand" />
    </Link>
  );
}
