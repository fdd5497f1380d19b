import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { ProposalVerbs } from '~/features/visits/proposal-verbs';
import { Card } from '~/ui/card';
import { Link } from '~/ui/link';
import type { TodayData } from './route';

/** What the job has planned and its owner has not answered yet; absent when there is nothing. */
export function Proposals({ page: { proposals, now } }: { page: TodayData }) {
  const t = useT();
  const f = useFormat();
  if (!proposals.length) return null;
  return (
    <Card title={t('proposal.title')} note={proposals[0]?.total} padded={false}>
      <p className="px-3 pb-2 text-xs text-ink-3 max-sm:px-4">{t('proposal.note')}</p>
      <ul className="divide-y divide-line border-t border-line">
        {proposals.map((visit) => (
          <li key={visit.id} className="px-3 py-2.5 max-sm:px-4 max-sm:py-3">
            <Link to={paths.visit(visit.id)} prefetch="intent" className="block hover:text-brand-ink max-sm:py-1">
              <span className="block truncate font-medium">{visit.accountName ?? '—'}</span>
              <span className="num block truncate text-xs text-ink-3">
                {f.dateTime(visit.plannedAt, now)} · {visit.purpose}
              </span>
            </Link>
            <div className="mt-2">
              <ProposalVerbs visit={visit} withMove />
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
