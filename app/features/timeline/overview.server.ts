import { sql } from 'drizzle-orm';
import { accounts, commitments, opportunities, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { countCap } from '~/core/paging';
import { inReach, inScope } from '~/core/scope.server';
import type { ProductLine } from '~/features/offerings/rules';
import { isStuck, quietDays, type StageType } from '~/features/opportunities/rules';

export type AccountDeal = {
  id: string;
  title: string;
  stageType: StageType;
  stageName: string;
  stageNameEn: string;
  stagePosition: number;
  totalFen: number;
  probability: number;
  expectedCloseOn: string | null;
  closedOn: string | null;
  slips: number;
  stuck: boolean;
  quietDays: number;
  ownerName: string | null;
  line: ProductLine | null;
};

/** All deals of an account, open ones first and the largest first: header, board of deals and white space in one. */
export async function listDealsOf(ctx: Context, accountId: string): Promise<AccountDeal[]> {
  const rows = await ctx.db.execute<Record<string, string | number | null>>(sql`
    select o.id, o.title, o.stage_type, s.name, s.name_en, s.position, s.stuck_after_days, o.total_fen, o.probability, o.expected_close_on,
      o.closed_on, o.slips, o.last_activity_at, p.name as owner_name, f.line
    from (select * from opportunities where account_id = ${accountId} and deleted_at is null and ${inReach(ctx, opportunities.tenantId)}
      and ${inScope(ctx, opportunities, opportunities.accountId)}) o
    join stages s on s.id = o.stage_id left join offerings f on f.id = o.offering_id left join people p on p.id = o.owner_id
    order by o.stage_type in ('won', 'lost'), o.total_fen desc, o.id limit 200`);
  return [...rows].map((row) => {
    const stageType = row.stage_type as StageType;
    const lastActivityAt = new Date(row.last_activity_at ?? 0);
    return {
      id: String(row.id),
      title: String(row.title),
      stageType,
      stageName: String(row.name),
      stageNameEn: String(row.name_en),
      stagePosition: Number(row.position),
      totalFen: Number(row.total_fen),
      probability: Number(row.probability),
      expectedCloseOn: row.expected_close_on as string | null,
      closedOn: row.closed_on as string | null,
      slips: Number(row.slips),
      stuck: isStuck(
        { lastActivityAt },
        { type: stageType, stuckAfterDays: row.stuck_after_days as number | null },
        ctx.now,
      ),
      quietDays: quietDays(lastActivityAt, ctx.now),
      ownerName: row.owner_name as string | null,
      line: row.line as ProductLine | null,
    };
  });
}

export type AccountPulse = {
  nextVisit: { id: string; plannedAt: string; purpose: string } | null;
  openCommitments: number;
  overdueCommitments: { id: string; text: string; dueOn: string; visitId: string | null }[];
  visits: number;
  children: number;
};

/** What is ahead and what is owed, in one statement. */
export async function getPulse(ctx: Context, accountId: string): Promise<AccountPulse> {
  const mine = sql`account_id = ${accountId} and deleted_at is null`;
  const seenVisits = sql`${mine} and ${inReach(ctx, visits.tenantId)} and ${inScope(ctx, visits, visits.accountId)}`;
  const seenCommitments = sql`${mine} and ${inReach(ctx, commitments.tenantId)} and ${inScope(ctx, commitments, commitments.accountId)}`;
  const rows = await ctx.db.execute<Record<string, string | number | null>>(sql`
    select n.*, c.*, w.text as overdue,
      (select count(*)::int from (select 1 from visits where ${seenVisits} limit ${countCap + 1}) x) as visits,
      (select count(*)::int from accounts where parent_id = ${accountId} and deleted_at is null
        and ${inReach(ctx, accounts.tenantId)} and ${inScope(ctx, accounts, accounts.id)}) as children
    from (select 1) one
    left join lateral (select id as visit_id, planned_at, purpose from visits where ${seenVisits} and status in ('planned', 'in_progress')
      and planned_at >= ${ctx.now.toISOString()}::timestamptz order by planned_at limit 1) n on true
    left join lateral (select count(*)::int as open from commitments where ${seenCommitments} and state = 'open') c on true
    left join lateral (select json_agg(x)::text as text from (select id, text, due_on, visit_id from commitments where ${seenCommitments}
      and state = 'open' and due_on < ${today(ctx.now)}::date order by due_on, id limit 20) x) w on true`);
  const row = [...rows][0] ?? {};
  const overdue = row.overdue
    ? (JSON.parse(String(row.overdue)) as { id: string; text: string; due_on: string; visit_id: string | null }[])
    : [];
  return {
    nextVisit: row.visit_id
      ? {
          id: String(row.visit_id),
          plannedAt: new Date(row.planned_at ?? 0).toISOString(),
          purpose: String(row.purpose),
        }
      : null,
    openCommitments: Number(row.open ?? 0),
    overdueCommitments: overdue.map(({ id, text, due_on, visit_id }) => ({
      id,
      text,
      dueOn: due_on,
      visitId: visit_id,
    })),
    visits: Number(row.visits ?? 0),
    children: Number(row.children ?? 0),
  };
}
