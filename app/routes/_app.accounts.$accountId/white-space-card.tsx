import { useT } from '~/core/i18n';
import type { LineState } from '~/features/timeline/rules';
import { Card } from '~/ui/card';
import { CircleCheck, CircleDashed, CircleDot, type Icon } from '~/ui/icons';
import { Link } from '~/ui/link';
import type { AccountData } from './route';

const looks: Record<LineState, { icon: Icon; className: string }> = {
  won: { icon: CircleCheck, className: 'text-ok' },
  open: { icon: CircleDot, className: 'text-brand' },
  none: { icon: CircleDashed, className: 'text-ink-3' },
};

/** What the customer buys from us, what is in talks, and what is still open ground. */
export function WhiteSpaceCard({ data }: { data: AccountData }) {
  const t = useT();
  const start = (line: string) => `/opportunities/new?account=${data.account.id}&line=${line}`;
  return (
    <Card title={t('account.white_space')}>
      <ul className="grid gap-0.5">
        {data.lines.map(({ line, state }) => {
          const { icon: Icon, className } = looks[state];
          return (
            <li key={line} className="group flex min-h-6 items-center gap-2 max-sm:min-h-11">
              <Icon className={`text-[15px] ${className}`} />
              <span className={state === 'none' ? 'text-ink-2' : ''}>{t(`line.${line}`)}</span>
              {state === 'none' && data.may.createOpportunity ? (
                <Link
                  to={start(line)}
                  className="ml-auto text-xs text-ink-3 hover:text-brand-ink hover:underline group-hover:text-brand-ink"
                >
                  {t('account.line_start')}
                </Link>
              ) : (
                <span className={state === 'won' ? 'ml-auto text-xs text-ok-ink' : 'ml-auto text-xs text-brand-ink'}>
                  {t(`account.line.${state}`)}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
