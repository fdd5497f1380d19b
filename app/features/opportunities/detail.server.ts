import { sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { readCursor, writeCursor } from '~/core/paging';
import { listContactsOf } from '../contacts/queries.server';
import { readSort } from './list/filters';
import { readAsk } from './list/load.server';
import { listOpportunities } from './list/page.server';
import type { Opportunity } from './queries.server';
import type { ChangeKind } from './rules';

export type HistoryEntry = {
  id: string;
  kind: ChangeKind;
  at: string;
  byName: string | null;
  fromStageId: number | null;
  toStageId: number | null;
  fromTotalFen: number | null;
  toTotalFen: number | null;
  fromCloseOn: string | null;
  toCloseOn: string | null;
  fromOwner: string | null;
  toOwner: string | null;
  note: string | null;
};

type RawChange = {
  id: string;
  kind: ChangeKind;
  at: string;
  by_name: string | null;
  from_stage_id: number | null;
  to_stage_id: number | null;
  from_total_fen: number | null;
  to_total_fen: number | null;
  from_close_on: string | null;
  to_close_on: string | null;
  from_owner: string | null;
  to_owner: string | null;
  note: string | null;
};

/** Every move and change of amount, date and owner, the newest first. */
export async function listHistory(ctx: Context, row: Pick<Opportunity, 'tenantId' | 'id'>): Promise<HistoryEntry[]> {
  const rows = await ctx.db.execute<RawChange>(sql`
    select c.id, c.kind, c.at, b.name as by_name, c.from_stage_id, c.to_stage_id, c.from_total_fen, c.to_total_fen,
      c.from_close_on, c.to_close_on, f.name as from_owner, t.name as to_owner, c.note
    from opportunity_changes c left join people b on b.id = c.by_id
      left join people f on f.id = c.from_owner_id left join people t on t.id = c.to_owner_id
    where c.tenant_id = ${row.tenantId} and c.opportunity_id = ${row.id}
    order by c.at desc, c.id desc limit 200`);
  return [...rows].map((raw) => ({
    id: raw.id,
    kind: raw.kind,
    at: new Date(raw.at).toISOString(),
    byName: raw.by_name,
    fromStageId: raw.from_stage_id,
    toStageId: raw.to_stage_id,
    fromTotalFen: raw.from_total_fen,
    toTotalFen: raw.to_total_fen,
    fromCloseOn: raw.from_close_on,
    toCloseOn: raw.to_close_on,
    fromOwner: raw.from_owner,
    toOwner: raw.to_owner,
    note: raw.note,
  }));
}

/** Needs of this opportunity, and those of its account that belong to none. */
export const listNeeds = async (ctx: Context, row: Pick<Opportunity, 'tenantId' | 'id' | 'accountId'>) => [
  ...(await ctx.db.execute<{ id: string; text: string; kind: string; line: string | null; state: string }>(sql`
    select n.id, n.text, n.kind, n.line, n.state from needs n
    where n.tenant_id = ${row.tenantId} and n.account_id = ${row.accountId} and n.deleted_at is null
      and (n.opportunity_id = ${row.id} or n.opportunity_id is null)
    order by (n.opportunity_id is null), n.created_at desc limit 20`)),
];

/** Who decides and who is involved: those with a part in the buying first. */
export async function listInvolved(ctx: Context, accountId: string) {
  const contacts = await listContactsOf(ctx, accountId);
  return contacts
    .map(({ id, name, title, buyingRole, attitude, influence }) => ({
      id,
      name,
      title,
      buyingRole,
      attitude,
      influence,
    }))
    .sort(
      (a, b) =>
        Number(b.buyingRole !== null) - Number(a.buyingRole !== null) || (b.influence ?? 0) - (a.influence ?? 0),
    )
    .slice(0, 8);
}

/** The rows before and after this one in the list it was opened from. */
export async function findNeighbours(ctx: Context, row: Opportunity, list: string | null) {
  if (list === null) return { previous: null, next: null };
  const params = new URLSearchParams(list);
  const { filter, narrow, all } = await readAsk(ctx, params);
  const sort = params.get('shape') === 'list' ? readSort(params) : '-amount';
  const key = sort.endsWith('amount')
    ? row.totalFen
    : sort.endsWith('close')
      ? row.expectedCloseOn
      : row.updatedAt.toISOString();
  const cursor = writeCursor({ value: key, id: row.id });
  if (!readCursor(cursor)) return { previous: null, next: null };
  const inStage = params.get('shape') === 'list' ? filter : { ...filter, stageIds: [row.stageId] };
  const beside = (way: 'after' | 'before') =>
    listOpportunities(ctx, inStage, narrow, all, { sort, [way]: cursor, limit: 1 });
  const [after, before] = await Promise.all([beside('after'), beside('before')]);
  return { previous: before.rows[0]?.id ?? null, next: after.rows[0]?.id ?? null };
}
