import { useT } from '~/core/i18n';
import { GradeBadge } from '~/features/accounts/grade-badge';
import { grades } from '~/features/accounts/rules';
import { coverageKinds, intervalOf, type Policy } from '~/features/coverage/policy';
import { None } from '~/ui/value';

/** The policy as those read it who do not write it. */
export function PolicyTable({ policy }: { policy: Policy }) {
  const t = useT();
  return (
    <div className="rounded-[10px] border border-line bg-surface shadow-card max-sm:rounded-2xl">
      <table className="w-full">
        <caption className="sr-only">{t('coverage.policy')}</caption>
        <thead className="text-left text-xs text-ink-3 [&_th]:px-4 [&_th]:py-2 [&_th]:font-normal">
          <tr>
            <th scope="col">{t('coverage.grade')}</th>
            {coverageKinds.map((kind) => (
              <th key={kind} scope="col">
                {t(`coverage.${kind}_days`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {grades.map((grade) => (
            <tr key={grade} className="border-t border-line">
              <th scope="row" className="px-4 py-2.5 text-left">
                <GradeBadge grade={grade} />
              </th>
              {coverageKinds.map((kind) => (
                <td key={kind} className="px-4 py-2.5">
                  <Every days={intervalOf(policy, kind, grade)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Every({ days }: { days: number | null }) {
  const t = useT();
  return days === null ? <None /> : t('coverage.every', { n: days });
}
