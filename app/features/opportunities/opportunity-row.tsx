import { paths } from '~/core/paths';
import { CalendarDays } from '~/ui/icons';
import { Link } from '~/ui/link';
import { Day, Money } from '~/ui/value';
import type { Stage } from './rules';
import { StageChip } from './stage-chip';
import { StuckBadge } from './stuck-badge';

type OpportunityRowProps = {
  opportunity: {
    id: string;
    title: string;
    totalFen: number;
    expectedCloseOn: string | null;
    lastActivityAt: string | Date;
    ownerName: string | null;
  };
  stage: Stage | undefined;
  now: string;
};

/** An opportunity in a list of another record: the account's page, the day's brief. */
export function OpportunityRow({ opportunity, stage, now }: OpportunityRowProps) {
  const { id, title, totalFen, expectedCloseOn, lastActivityAt, ownerName } = opportunity;
  const last = typeof lastActivityAt === 'string' ? lastActivityAt : lastActivityAt.toISOString();
  return (
    <Link to={paths.opportunity(id)} className="block rounded-md px-3 py-2 hover:bg-sunken max-sm:px-4 max-sm:py-3">
      <span className="flex items-baseline gap-2">
        <span className="min-w-0 flex-1 truncate font-medium">{title}</span>
        <Money fen={totalFen} className="font-semibold" />
      </span>
      <span className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-ink-2">
        <StageChip stage={stage} />
        {expectedCloseOn && (
          <span className="inline-flex items-center gap-1 text-ink-3">
            <CalendarDays className="text-[13px]" />
            <Day on={expectedCloseOn} now={now} />
          </span>
        )}
        {ownerName && <span className="text-ink-3">{ownerName}</span>}
        <StuckBadge lastActivityAt={last} stage={stage} now={now} />
      </span>
    </Link>
  );
}
