import { type SQL, sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { hasUnheard } from '~/core/talk.server';
import type { CustomValues } from '../../custom-fields/rules';
import type { Judgement, OpportunitySource, StageType } from '../rules';

/** An opportunity as board and list show it. */
export type OpportunityRow = {
  id: string;
  title: string;
  accountId: string;
  accountName: string | null;
  stageId: number;
  stageType: StageType;
  totalFen: number;
  probability: number;
  expectedCloseOn: string | null;
  closedOn: string | null;
  nextStep: string | null;
  nextStepOn: string | null;
  lastActivityAt: string;
  updatedAt: string;
  stageEnteredAt: string;
  createdAt: string;
  slips: number;
  source: OpportunitySource;
  qualification: Judgement | null;
  version: number;
  ownerId: string;
  ownerName: string | null;
  offeringName: string | null;
  offeringNameEn: string | null;
  custom: CustomValues;
  /** Others have said something about it since the person last looked. */
  unheard: boolean;
};
export type KeyedRow = { row: OpportunityRow; sortKey: string | null };

type Raw = Record<string, unknown> & { id: string; sort_key: string | null };

/** `2026-11-22 01:27:51.842+00`, as a session in UTC writes it. */
const instant = (text: unknown) => String(text).replace(' ', 'T').replace('+00', 'Z');

const read = (raw: Raw): KeyedRow => ({
  sortKey: raw.sort_key,
  row: {
    id: raw.id,
    title: raw.title as string,
    accountId: raw.account_id as string,
    accountName: raw.account_name as string | null,
    stageId: raw.stage_id as number,
    stageType: raw.stage_type as StageType,
    totalFen: raw.total_fen as number,
    probability: raw.probability as number,
    expectedCloseOn: raw.expected_close_on as string | null,
    closedOn: raw.closed_on as string | null,
    nextStep: raw.next_step as string | null,
    nextStepOn: raw.next_step_on as string | null,
    lastActivityAt: instant(raw.last_activity_at),
    updatedAt: instant(raw.updated_at),
    stageEnteredAt: instant(raw.stage_entered_at),
    createdAt: instant(raw.created_at),
    slips: raw.slips as number,
    source: raw.source as OpportunitySource,
    qualification: raw.qualification as Judgement | null,
    version: raw.version as number,
    ownerId: raw.owner_id as string,
    ownerName: raw.owner_name as string | null,
    offeringName: raw.offering_name as string | null,
    offeringNameEn: raw.offering_name_en as string | null,
    custom: raw.custom as CustomValues,
    unheard: raw.unheard as boolean,
  },
});

/** The rows of ordered keys (`tenant_id, id, sort_key`), in the order given. */
export async function rowsOf(ctx: Context, keys: SQL, order: SQL): Promise<KeyedRow[]> {
  const rows = await ctx.db.execute<Raw>(sql`
    with k as materialized (${keys})
    select k.sort_key::text as sort_key, o.id, o.title, o.account_id, coalesce(a.short_name, a.name) as account_name,
      o.stage_id, o.stage_type, o.total_fen, o.probability, o.expected_close_on, o.closed_on, o.next_step,
      o.next_step_on, o.last_activity_at, o.updated_at, o.stage_entered_at, o.created_at, o.slips, o.source, o.qualification, o.version, o.owner_id, o.custom,
      p.name as owner_name, f.name as offering_name, f.name_en as offering_name_en,
      ${hasUnheard(ctx, 'opportunity', sql`o`)} as unheard
    from k join opportunities o on o.tenant_id = k.tenant_id and o.id = k.id
      left join accounts a on a.tenant_id = o.tenant_id and a.id = o.account_id
      left join people p on p.id = o.owner_id
      left join offerings f on f.id = o.offering_id
    order by ${order}`);
  return [...rows].map(read);
}
