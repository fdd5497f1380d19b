import { and, asc, desc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { accounts, approvalSteps, approvals, opportunities, people, quotes } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { isId } from '~/core/ids';
import { pageSize, readCursor, writeCursor } from '~/core/paging';
import { can } from '~/core/permissions';
import { notFound } from '~/core/refusals.server';
import { inReach, inScope } from '~/core/scope.server';
import { afterWorkHours } from '~/core/work-hours';

/** When an answer is due: so many working hours from now. */
export const dueAt = (ctx: Context, hours: number | null) => (hours === null ? null : afterWorkHours(ctx.now, hours));

export type Approval = typeof approvals.$inferSelect;
export type ApprovalStep = typeof approvalSteps.$inferSelect & { approverName: string | null; hasLeft: boolean };

const here = (ctx: Context) => and(inReach(ctx, approvals.tenantId), inScope(ctx, approvals, approvals.accountId));

/** The approval for a command that changes it: two approvers at once come one after the other. */
export async function lockApproval(ctx: Context, id: string): Promise<Approval> {
  const [row] = isId(id)
    ? await ctx.db
        .select()
        .from(approvals)
        .where(and(eq(approvals.id, id), here(ctx)))
        .for('update')
    : [];
  if (!row) throw notFound();
  return row;
}

/** The steps of these approvals in turn, with who has them. */
export async function listSteps(ctx: Context, ids: string[]): Promise<ApprovalStep[]> {
  if (!ids.length) return [];
  const rows = await ctx.db
    .select({ step: approvalSteps, approverName: people.name, leftOn: people.leftOn })
    .from(approvalSteps)
    .leftJoin(people, eq(people.id, approvalSteps.approverId))
    .where(and(inReach(ctx, approvalSteps.tenantId), inArray(approvalSteps.approvalId, ids)))
    .orderBy(asc(approvalSteps.position));
  const day = today(ctx.now);
  return rows.map(({ step, approverName, leftOn }) => ({
    ...step,
    approverName,
    hasLeft: leftOn !== null && leftOn < day,
  }));
}

/** Whether the step is this person's to decide: their own, or that of somebody who has left a unit they direct. */
export const isTheirs = (
  { actor }: Context,
  step: Pick<ApprovalStep, 'approverId' | 'hasLeft' | 'unitId' | 'tenantId'>,
) =>
  step.approverId === actor.personId ||
  (step.hasLeft &&
    (actor.role === 'sales_director' || actor.role === 'admin') &&
    (actor.visibleTenants.includes(step.tenantId) || actor.visibleUnits.includes(step.unitId)));

const shown = {
  approval: approvals,
  title: opportunities.title,
  totalFen: opportunities.totalFen,
  pipelineId: opportunities.pipelineId,
  quoteNumber: quotes.number,
  quoteTotalFen: quotes.totalFen,
  quoteDiscountBp: quotes.deepestBp,
  quoteMarginBp: quotes.marginBp,
  accountName: sql<string | null>`coalesce(${accounts.shortName}, ${accounts.name})`,
  askedByName: people.name,
};

const listOf = (ctx: Context, where: SQL | undefined) =>
  ctx.db
    .select(shown)
    .from(approvals)
    .innerJoin(
      opportunities,
      and(eq(opportunities.tenantId, approvals.tenantId), eq(opportunities.id, approvals.opportunityId)),
    )
    .leftJoin(accounts, and(eq(accounts.tenantId, approvals.tenantId), eq(accounts.id, approvals.accountId)))
    .leftJoin(people, eq(people.id, approvals.askedBy))
    .leftJoin(quotes, and(eq(quotes.tenantId, approvals.tenantId), eq(quotes.id, approvals.quoteId)))
    .where(and(here(ctx), sql`${opportunities.deletedAt} is null`, where));

type Row = Awaited<ReturnType<typeof listOf>>[number];
export type ApprovalItem = Row & { steps: ApprovalStep[] };
export type ApprovalPage = { items: ApprovalItem[]; after: string | null };

async function pageOf(ctx: Context, rows: Row[]): Promise<ApprovalPage> {
  const page = rows.slice(0, pageSize);
  const last = page.at(-1)?.approval;
  const steps = await listSteps(
    ctx,
    page.map(({ approval }) => approval.id),
  );
  return {
    items: page.map((row) => ({
      ...row,
      quoteMarginBp: can(ctx.actor, 'quote.cost') ? row.quoteMarginBp : null,
      steps: steps.filter((step) => step.approvalId === row.approval.id),
    })),
    after: rows.length > pageSize && last ? writeCursor({ value: last.createdAt.toISOString(), id: last.id }) : null,
  };
}

/** What waits for this person, the oldest first. */
export async function listWaiting(ctx: Context, after: string | null): Promise<ApprovalPage> {
  const { actor } = ctx;
  const cursor = readCursor(after);
  const directs = actor.role === 'sales_director' || actor.role === 'admin';
  const left = sql`exists (select 1 from people p where p.id = s.approver_id and p.left_on < ${today(ctx.now)}::date)`;
  const ofTheirs = directs
    ? sql` union select s.approval_id from approval_steps s where s.state = 'pending' and ${left}
        and (s.tenant_id = any(${`{${actor.visibleTenants.join()}}`}::integer[]) or s.unit_id = any(${`{${actor.visibleUnits.join()}}`}::integer[]))`
    : sql``;
  const beyond = cursor
    ? sql`(${approvals.createdAt}, ${approvals.id}) > (${String(cursor.value)}::timestamptz, ${cursor.id}::uuid)`
    : undefined;
  const rows = await listOf(
    ctx,
    and(
      sql`${approvals.state} = 'pending'`,
      sql`${approvals.id} in (select s.approval_id from approval_steps s where s.state = 'pending' and s.approver_id = ${actor.personId}${ofTheirs})`,
      beyond,
    ),
  )
    .orderBy(asc(approvals.createdAt), asc(approvals.id))
    .limit(pageSize + 1);
  return pageOf(ctx, rows);
}

/** What this person has asked for, the newest first. */
export async function listAsked(ctx: Context, after: string | null): Promise<ApprovalPage> {
  const cursor = readCursor(after);
  const beyond = cursor
    ? sql`${approvals.createdAt} <= ${String(cursor.value)}::timestamptz and (${approvals.createdAt} < ${String(cursor.value)}::timestamptz or ${approvals.id} > ${cursor.id}::uuid)`
    : undefined;
  const rows = await listOf(ctx, and(eq(approvals.askedBy, ctx.actor.personId), beyond))
    .orderBy(desc(approvals.createdAt), asc(approvals.id))
    .limit(pageSize + 1);
  return pageOf(ctx, rows);
}

/** The approvals of one deal for one criterion, the newest first. */
export async function listOfDeal(ctx: Context, opportunityId: string, stage: string, criterion: string) {
  const rows = await listOf(
    ctx,
    and(eq(approvals.opportunityId, opportunityId), eq(approvals.stageCode, stage), eq(approvals.criterion, criterion)),
  )
    .orderBy(desc(approvals.createdAt), asc(approvals.id))
    .limit(20);
  return (await pageOf(ctx, rows)).items;
}

/** The approvals a quote went through, the newest first. */
export async function listOfQuote(ctx: Context, quoteId: string) {
  const rows = await listOf(ctx, eq(approvals.quoteId, quoteId))
    .orderBy(desc(approvals.createdAt), asc(approvals.id))
    .limit(20);
  return (await pageOf(ctx, rows)).items;
}
