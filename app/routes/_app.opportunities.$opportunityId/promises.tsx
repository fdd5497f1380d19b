import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { CommitmentItem } from '~/features/visits/commitment-item';
import { IconLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { Plus } from '~/ui/icons';
import type { OpportunityData } from './route';

/** What was promised about the deal and is still open. */
export function Promises({ data }: { data: OpportunityData }) {
  const t = useT();
  const { opportunity, promises, may, day, now } = data;
  const back = paths.opportunity(opportunity.id);
  const add = `/commitments/new?${new URLSearchParams({ account: opportunity.accountId, opportunity: opportunity.id, back })}`;
  return (
    <Card
      title={t('commitment.open_here')}
      note={promises.length || undefined}
      action={may.promise && <IconLink icon={Plus} size="sm" label={t('commitment.new')} to={add} />}
      padded={false}
    >
      {promises.length === 0 && <p className="px-3 pb-3 text-ink-3 max-sm:px-4">{t('commitment.none_open')}</p>}
      <ul className="divide-y divide-line">
        {promises.map((one) => (
          <li key={one.id}>
            <CommitmentItem commitment={one} today={day} now={new Date(now)} back={back} maySettle={one.maySettle} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
