import { sql } from 'drizzle-orm';
import { opportunities } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { addDays, fromLocal, today } from '~/core/dates';
import { inReach, inScope } from '~/core/scope.server';
import type { Reach } from '../reach.server';
import { within } from '../reach.server';
import { type RiskFacts, risksOf } from '../risks';

export type Seller = {
  id: string;
  name: string;
  unitName: string;
  openCount: number;
  openFen: number;
  talkedOn: string | null;
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
  }>(sql`
    select p.id, p.name, u.name as unit_name, o.n, o.fen,
      (select max(r.on_day)::text from review_talks r where r.owner_id = p.id and r.led_by_id = ${ctx.actor.personId}) as talked_on
    from (
      select t.owner_id, sum(t.count) as n, sum(t.total_fen) as fen from opportunity_totals t
      join stages s on s.id = t.stage_id and s.type = 'open' where ${within(reach)} group by 1 having sum(t.count) > 0) o
    join people p on p.id = o.owner_id join units u on u.id = p.unit_id
    where p.id <> ${ctx.actor.personId}
    order by p.pinyin, p.id limit 200`);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    unitName: row.unit_name,
    openCount: Number(row.n),
    openFen: Number(row.fen),
    talkedOn: row.talked_on,
  }));
}

export type TalkDeal = Awaited<ReturnType<typeof listDealsOf>>[number];

/** The open deals of a person and those on hold, the largest first, each with what speaks against it. */
export async function listDealsOf(ctx: Context, personId: string) {
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  const rows = await ctx.db.execute<Record<string, string | number | boolean | null>>(sql`
    with deal as materialized (
      select opportunities.* from opportunities
      where opportunities.owner_id = ${personId} and opportunities.deleted_at is null and opportunities.stage_type in ('open', 'on_hold')
        and ${inReach(ctx, opportunities.tenantId)} and ${inScope(ctx, opportunities, opportunities.accountId)}
      order by opportunities.stage_type desc, opportunities.total_fen desc, opportunities.id limit 100),
    path as (select pipeline_id, max(position) as last from stages where type = 'open' group by 1)
    select o.id, o.version, o.title, o.account_id, a.name as account_name, o.stage_id, s.name as stage_name, s.name_en as stage_name_en, o.stage_type,
      s.position, s.stuck_after_days, (s.position - 1)::float / greatest(path.last - 1, 1) as progress,
      extract(day from ${now} - o.stage_entered_at)::integer as days_in_stage, extract(day from ${now} - o.last_activity_at)::integer as quiet_days,
      o.total_fen, o.probability, o.expected_close_on::text as close_on, o.slips, o.next_step, o.next_step_on::text as next_step_on,
      exists (select from contacts c where c.tenant_id = o.tenant_id and c.account_id = o.account_id and c.deleted_at is null
        and c.buying_role = 'decision_maker') as has_decision_maker,
      (select extract(day from ${now} - max(coalesce(v.ended_at, v.planned_at)))::integer from visits v where v.tenant_id = o.tenant_id
        and v.account_id = o.account_id and v.deleted_at is null and v.status = 'completed') as visited_days_ago,
      (select count(*)::integer from opportunity_changes h where h.tenant_id = o.tenant_id and h.opportunity_id = o.id and h.effect = 'back'
        and h.at > ${now} - interval '180 days') as went_back
    from deal o join stages s on s.id = o.stage_id join path on path.pipeline_id = s.pipeline_id
    join accounts a on a.tenant_id = o.tenant_id and a.id = o.account_id
    order by o.stage_type desc, o.total_fen desc, o.id`);
  const day = today(ctx.now);
  return rows.map((r) => {
    const facts: RiskFacts = {
      isOpen: r.stage_type === 'open',
      progress: Number(r.progress),
      quietDays: Number(r.quiet_days),
      stuckAfterDays: r.stuck_after_days as number | null,
      slips: Number(r.slips),
      closeOn: r.close_on as string | null,
      hasDecisionMaker: r.has_decision_maker === true,
      visitedDaysAgo: r.visited_days_ago as number | null,
      wentBack: Number(r.went_back),
      hasNextStep: Boolean(r.next_step),
    };
    return {
      id: String(r.id),
      title: String(r.title),
      accountId: String(r.account_id),
      accountName: String(r.account_name),
      stage: { name: String(r.stage_name), nameEn: String(r.stage_name_en), position: Number(r.position) },
      daysInStage: Number(r.days_in_stage),
      totalFen: Number(r.total_fen),
      probability: Number(r.probability),
      closeOn: facts.closeOn,
      slips: facts.slips,
      isOpen: facts.isOpen,
      nextStep: r.next_step as string | null,
      nextStepOn: r.next_step_on as string | null,
      hasDecisionMaker: facts.hasDecisionMaker,
      visitedDaysAgo: facts.visitedDaysAgo,
      risks: risksOf(facts, day),
    };
  });
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
export const talkSince = (talkedOn: string | null, now: Date) => talkedOn ?? addDays(today(now), -14);

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
