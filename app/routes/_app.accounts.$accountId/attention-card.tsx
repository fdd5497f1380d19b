import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import type { Attention } from '~/features/timeline/rules';
import { Callout } from '~/ui/card';
import { CircleCheck, TriangleAlert } from '~/ui/icons';
import { Link } from '~/ui/link';
import type { AccountData } from './route';

function mendAt({ kind, subjectId }: Attention, accountId: string) {
  switch (kind) {
    case 'commitment_overdue':
      return subjectId ? `${paths.visit(subjectId)}#commitments` : '/commitments';
    case 'opportunity_stuck':
    case 'close_overdue':
    case 'close_slipped':
      return paths.opportunity(subjectId);
    case 'no_decision_maker':
      return `${paths.account(accountId)}/people?peek=new`;
    default:
      return `/visits/plan?account=${accountId}&back=${paths.account(accountId)}`;
  }
}

/** At most five things that want doing, each with the verb that mends it. */
export function AttentionCard({ data }: { data: AccountData }) {
  const t = useT();
  const { attention, account } = data;
  if (!attention.length) return <Callout tone="ok" icon={CircleCheck} title={t('attention.none')} />;
  return (
    <Callout
      tone={attention.some((item) => item.tone === 'bad') ? 'bad' : 'warn'}
      icon={TriangleAlert}
      title={t('attention.title')}
    >
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-2 pt-1">
        {attention.map((item) => (
          <li key={`${item.kind}${item.subjectId}${item.text}`} className="flex items-start gap-2">
            <span
              aria-hidden="true"
              className={
                item.tone === 'bad'
                  ? 'mt-[7px] size-1.5 shrink-0 rounded-full bg-bad'
                  : 'mt-[7px] size-1.5 shrink-0 rounded-full bg-warn'
              }
            />
            <span className="min-w-0 flex-1">{t(`attention.${item.kind}`, { text: item.text, days: item.days })}</span>
            <Link
              to={mendAt(item, account.id)}
              className="shrink-0 font-medium whitespace-nowrap text-brand-ink hover:underline max-sm:inline-flex max-sm:min-h-11 max-sm:items-center"
            >
              {t(`attention.do.${item.kind}`)}
            </Link>
          </li>
        ))}
      </ul>
    </Callout>
  );
}
