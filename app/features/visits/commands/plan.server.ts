import { and, eq, isNull } from 'drizzle-orm';
import { visits } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { fromLocal } from '~/core/dates';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { inReach, inScope } from '~/core/scope.server';
import { type Account, findAccount } from '~/features/accounts/queries.server';
import { readCustom } from '../../custom-fields/check.server';
import type { LogInput, PlanInput } from '../input';
import { listVisitOwnerOptions } from '../queries/owners.server';
import { checkTimes, purposeFrom } from '../rules';
import { checkBelonging } from './belonging.server';
import { addMoves, checkCompetitors } from './competitor-moves.server';
import { endDraft } from './draft.server';
import { readReport } from './forms.server';
import { addHeard, askAlong, carryOver, saveAttendees } from './outcome.server';
import { subjectOf, type VisitRow } from './row.server';

type Made = Result<{ id: string; accountId: string }>;

/** Whose visit it will be: one's own, or, for those who lead, that of somebody of theirs who serves the account. */
async function ownerOf(ctx: Context, account: Account, input: PlanInput | LogInput): Promise<Result<string>> {
  const me = ctx.actor.personId;
  if (input.mode === 'log' || !input.ownerId || input.ownerId === me) return ok(me);
  requirePermission(ctx.actor, 'visit.log', { ownerId: input.ownerId });
  const [owner] = await listVisitOwnerOptions(ctx, account, input.ownerId);
  return owner ? ok(owner.id) : refused('invalid', { fields: { ownerId: 'visit.owner_unknown' } });
}

/** Plans a visit, or logs one's own that has already taken place. Sent twice, it exists once. */
export const createVisit = (ctx: Context, input: PlanInput | LogInput): Promise<Made> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'visit.plan');
    const account = await findAccount(ctx, input.accountId);
    if (!account) return refused('invalid', { fields: { accountId: 'visit.account_unknown' } });
    const startedAt = fromLocal(input.plannedAt);
    const endedAt = new Date(startedAt.getTime() + input.plannedMinutes * 60_000);
    if (input.mode === 'log') {
      const times = checkTimes(startedAt, endedAt, ctx.now);
      if (!times.ok) return refused('invalid', { fields: atShownField(times.fields) });
    }
    const owner = await ownerOf(ctx, account, input);
    if (!owner.ok) return owner;
    const belonging = await checkBelonging(ctx, account, input);
    if (!belonging.ok) return belonging;
    const report =
      input.mode === 'log' ? await readReport(ctx, { tenantId: account.tenantId, type: input.type }, input) : null;
    if (report && !report.ok) return report;
    const own = await readCustom(ctx, 'visits', { tenantId: account.tenantId }, input.custom, input.mode === 'log');
    if (!own.ok) return own;
    const known = await checkCompetitors(ctx, account.tenantId, input.mode === 'log' ? input.moves : []);
    if (!known.ok) return known;

    const base = {
      tenantId: account.tenantId,
      id: input.id,
      unitId: account.unitId,
      ownerId: owner.value,
      accountId: account.id,
      opportunityId: input.opportunityId,
      type: input.type,
      channel: input.channel,
      plannedAt: startedAt,
      plannedMinutes: input.plannedMinutes,
      custom: own.value.custom,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    };
    const row =
      input.mode === 'plan'
        ? { ...base, purpose: input.purpose }
        : {
            ...base,
            status: 'completed' as const,
            purpose: input.purpose ?? purposeFrom(input.note),
            startedAt,
            endedAt,
            note: input.note,
            ...report?.value,
            competitorNote: input.competitorNote,
            satisfaction: input.satisfaction,
            nextStep: input.nextStep,
            nextStepOn: input.nextStepOn,
          };
    const [visit] = await ctx.db.insert(visits).values(row).onConflictDoNothing().returning();
    if (!visit) return sentBefore(ctx, input.id);

    const joined = await saveAttendees(ctx, visit, {
      ...input,
      personIds: input.personIds.filter((id) => id !== visit.ownerId),
    });
    if (input.mode === 'plan') {
      const { purpose, type, channel } = visit;
      await record(ctx, 'visit.planned', subjectOf('visit', visit), {
        after: {
          purpose,
          type,
          channel,
          plannedAt: startedAt.toISOString(),
          opportunityId: visit.opportunityId,
          ...own.value.after,
          ...(visit.ownerId !== ctx.actor.personId && { ownerId: visit.ownerId }),
        },
      });
      await askAlong(ctx, visit, joined);
    } else await finish(ctx, visit, input, endedAt, own.value.after);
    await endDraft(ctx, visit.id);
    return ok({ id: visit.id, accountId: visit.accountId });
  });

async function finish(ctx: Context, visit: VisitRow, input: LogInput, endedAt: Date, own: Record<string, unknown>) {
  const { purpose, note, satisfaction, nextStep, nextStepOn, formVersion, answers } = visit;
  await record(ctx, 'visit.completed', subjectOf('visit', visit), {
    after: {
      logged: true,
      purpose,
      note,
      satisfaction,
      nextStep,
      nextStepOn,
      formVersion,
      answers,
      ...own,
      startedAt: visit.startedAt?.toISOString(),
      endedAt: endedAt.toISOString(),
    },
  });
  await addHeard(ctx, visit, input);
  await addMoves(ctx, visit, input.moves);
  await carryOver(ctx, visit, endedAt, input);
}

/** The form for a visit that took place shows its start and its length, not its end. */
function atShownField(fields: Record<string, string> = {}): Record<string, string> {
  const [message = 'error.moment'] = Object.values(fields);
  return { [fields.startedAt ? 'plannedAt' : 'plannedMinutes']: message };
}

async function sentBefore(ctx: Context, id: string): Promise<Made> {
  const [row] = await ctx.db
    .select({ id: visits.id, accountId: visits.accountId })
    .from(visits)
    .where(
      and(
        eq(visits.id, id),
        inReach(ctx, visits.tenantId),
        isNull(visits.deletedAt),
        inScope(ctx, visits, visits.accountId),
      ),
    );
  if (!row) throw notFound();
  return ok(row);
}
