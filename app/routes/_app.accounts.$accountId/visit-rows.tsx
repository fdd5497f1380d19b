import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { Badge } from '~/ui/badge';
import { EmptyState } from '~/ui/empty-state';
import { MapPinCheck } from '~/ui/icons';
import { Link } from '~/ui/link';
import { RowCard } from '~/ui/row-card';
import { When } from '~/ui/value';
import type { AccountData } from './route';

const tones = { completed: 'ok', planned: 'brand', in_progress: 'brand', cancelled: 'neutral', missed: 'bad' } as const;

export function VisitRows({ data }: { data: AccountData }) {
  const t = useT();
  if (!data.visits?.length) return <EmptyState icon={MapPinCheck} title={t('account.no_visits')} />;
  return (
    <ul className="divide-y divide-line">
      {data.visits.map((visit) => (
        <li key={visit.id}>
          <Link to={paths.visit(visit.id)} className="block hover:bg-sunken">
            <RowCard
              title={visit.purpose}
              right={
                <span className="text-xs font-normal text-ink-3">
                  <When at={visit.plannedAt} now={data.now} />
                </span>
              }
              sub={visit.ownerName}
              badge={<Badge tone={tones[visit.status]}>{t(`visit.status.${visit.status}`)}</Badge>}
            />
          </Link>
        </li>
      ))}
    </ul>
  );
}
