import { sql } from 'drizzle-orm';
import { opportunities } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { addDays, fromLocal, today } from '~/core/dates';
import { inReach, inScope } from '~/core/scope.server';
import type { Reach } from '../reach.server';
import { within } from '../reach.server';

export type Seller = {
  id: string;
  name: string;
  unitName: string;
  openCount: number;
  openFen: number;
  talkedOn: string | null;
  /** The talk before today's: what has changed since is what there is to talk about. */
  beforeOn: string | null;
};

/** Whose deals can be gone through: by name, never by success. Those without an open deal are left out. */
export async function listSellers(ctx: Context, reach: Reach): Promise<Seller[]> {
  const rows = await ctx.db.execute<{
    id: string;
    name: string;
    unit_name: string;
    n: number;
    fen: number;
    talked_on: string | null;
    before_on: string | null;
  }>(sql`
    select p.id, p.name, u.name as unit_name, o.n, o.fen,
      r.talked_on::text, r.before_on::text
    from (
      select t.owner_id, sum(t.count) as n, sum(t.total_fen) as fen from opportunity_totals t
      join stages s on s.id = t.stage_id and s.type = 'open' where ${within(reach)} group by 1 having sum(t.count) > 0) o
    join people p on p.id = o.owner_id join units u on u.id = p.unit_id
    cross join lateral (
      select max(r.on_day) as talked_on, max(r.on_day) filter (where r.on_day < ${today(ctx.now)}::date) as before_on
      from review_talks r where r.owner_id = p.id and r.led_by_id = ${ctx.actor.personId}) r
    where p.id <> ${ctx.actor.personId}
    order by p.pinyin, p.id limit 200`);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    unitName: row.unit_name,
    openCount: Number(row.n),
    openFen: Number(row.fen),
    talkedOn: row.talked_on,
    beforeOn: row.before_on,
  }));
}

export type DealChange = {
  id: string;
  at: string;
  kind: string;
  fromStageId: number | null;
  toStageId: number | null;
  fromFen: number | null;
  toFen: number | null;
  fromOn: string | null;
  toOn: string | null;
  note: string | null;
};
export type DealPromise = {
  id: string;
  text: string;
  dueOn: string;
  side: 'ours' | 'theirs';
  ownerName: string | null;
  state: string;
};

/** The day since when changes count: after the last talk with this person, else two weeks back. */
export const talkSince = (lastOn: string | null, now: Date) => lastOn ?? addDays(today(now), -14);

/** What happened to one deal since, and what was promised about it and is not settled, or was since. */
export async function readDealSheet(ctx: Context, deal: { id: string }, since: string) {
  const seen = sql`exists (select from opportunities where opportunities.tenant_id = x.tenant_id and opportunities.id = x.opportunity_id
    and ${inReach(ctx, opportunities.tenantId)} and ${inScope(ctx, opportunities, opportunities.accountId)})`;
  const [changes, promises] = await Promise.all([
    ctx.db.execute<Record<string, string | null>>(sql`
      select x.id, x.at, x.kind, x.from_stage_id, x.to_stage_id, x.from_total_fen, x.to_total_fen, x.from_close_on::text, x.to_close_on::text, x.note
      from opportunity_changes x where x.tenant_id in (select tenant_id from opportunities where id = ${deal.id}::uuid)
        and x.opportunity_id = ${deal.id}::uuid and x.kind <> 'owner' and x.at >= ${fromLocal(since).toISOString()}::timestamptz
        and ${seen}
      order by x.at desc, x.id desc limit 20`),
    ctx.db.execute<{
      id: string;
      text: string;
      due_on: string;
      side: 'ours' | 'theirs';
      owner_name: string | null;
      state: string;
    }>(sql`
      select x.id, x.text, x.due_on::text, x.side, p.name as owner_name, x.state
      from commitments x left join people p on p.id = x.owner_id
      where x.tenant_id in (select tenant_id from opportunities where id = ${deal.id}::uuid) and x.opportunity_id = ${deal.id}::uuid
        and x.deleted_at is null and (x.state = 'open' or x.settled_on >= ${since}::date) and ${seen}
      order by x.state <> 'open', x.due_on, x.id limit 20`),
  ]);
  const num = (text: string | null | undefined) => (text === null || text === undefined ? null : Number(text));
  return {
    changes: changes.map(
      (c): DealChange => ({
        id: c.id!,
        at: new Date(c.at!).toISOString(),
        kind: c.kind!,
        fromStageId: num(c.from_stage_id),
        toStageId: num(c.to_stage_id),
        fromFen: num(c.from_total_fen),
        toFen: num(c.to_total_fen),
        fromOn: c.from_close_on ?? null,
        toOn: c.to_close_on ?? null,
        note: c.note ?? null,
      }),
    ),
    promises: promises.map(
      ({ due_on: dueOn, owner_name: ownerName, ...row }): DealPromise => ({ ...row, dueOn, ownerName }),
    ),
  };
}
