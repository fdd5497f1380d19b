import { type Context, inTransaction } from '~/core/context.server';
import { fromLocal } from '~/core/dates';
import { difference, record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import { readCustom } from '../../custom-fields/check.server';
import type { CustomInput } from '../../custom-fields/values';
import type { CancelInput, EditInput } from '../input';
import { allows, checkVerb } from '../rules';
import { checkBelonging } from './belonging.server';
import { readEdited } from './forms.server';
import { askAlong, findAttendees, saveAttendees } from './outcome.server';
import { lockVisit, saveVisit, staleRecord, subjectOf, type VisitRow } from './row.server';

type Changed = Promise<Result<VisitRow>>;

/** What an edit may change in each state: the plan until it is done, what was heard once it is. */
function fieldsFor(visit: VisitRow, input: EditInput, report: Partial<VisitRow> | null) {
  const { opportunityId, type, channel, purpose, plannedMinutes } = input;
  const { note, competitorNote, satisfaction, nextStep, nextStepOn } = input;
  const common = { opportunityId, type, channel, purpose };
  return visit.status === 'completed'
    ? { ...common, ...report, note, competitorNote, satisfaction, nextStep, nextStepOn }
    : { ...common, plannedAt: fromLocal(input.plannedAt), plannedMinutes };
}

/** What only a visit that has taken place has to tell. */
const told = ['note', 'competitorNote', 'satisfaction', 'nextStep', 'nextStepOn'] as const;

export const editVisit = (ctx: Context, id: string, input: EditInput): Changed =>
  inTransaction(ctx, async (ctx) => {
    const visit = await lockVisit(ctx, id);
    requirePermission(ctx.actor, 'visit.log', visit);
    if (visit.version !== input.version) return staleRecord(ctx, visit);
    const allowed = checkVerb(visit.status, 'edit');
    if (!allowed.ok) return allowed;
    const untold =
      visit.status === 'completed' ? [] : told.filter((name) => input[name] && input[name] !== visit[name]);
    if (untold.length)
      return refused('invalid', {
        fields: Object.fromEntries(untold.map((name) => [name, 'visit.not_completed_yet'])),
      });
    if (visit.status === 'completed' && !input.note) return refused('invalid', { fields: { note: 'error.required' } });
    const had = await findAttendees(ctx, visit);
    const account = { tenantId: visit.tenantId, id: visit.accountId };
    const kept = { ...had, opportunityId: visit.opportunityId };
    const belonging = await checkBelonging(ctx, account, input, kept);
    if (!belonging.ok) return belonging;
    const report = visit.status === 'completed' ? await readEdited(ctx, visit, input) : ok(null);
    if (!report.ok) return report;
    const own = await readCustom(ctx, 'visits', visit, input.custom, visit.status === 'completed');
    if (!own.ok) return own;
    const sorted = (who: { contactIds: string[]; personIds: string[] }) => ({
      contactIds: [...new Set(who.contactIds)].sort(),
      personIds: [...new Set(who.personIds)].sort(),
    });
    const fields = fieldsFor(visit, input, report.value);
    const { changed, before, after } = difference({ ...visit, ...sorted(had) } as Record<string, unknown>, {
      ...fields,
      ...sorted(input),
    });
    if (!changed.length && !own.value.isChanged) return ok(visit);
    await saveVisit(ctx, visit, { ...fields, custom: own.value.custom });
    const joined = await saveAttendees(ctx, visit, input, had);
    await record(ctx, 'visit.edited', subjectOf('visit', visit), {
      before: { ...before, ...own.value.before },
      after: { ...after, ...own.value.after },
    });
    if (visit.status !== 'completed') await askAlong(ctx, { ...visit, ...fields }, joined);
    return ok(visit);
  });

/** Only the company's own fields that are sent, whatever has become of the visit. */
export const setVisitFields = (ctx: Context, id: string, input: { custom: CustomInput; version: number }): Changed =>
  inTransaction(ctx, async (ctx) => {
    const visit = await lockVisit(ctx, id);
    requirePermission(ctx.actor, 'visit.log', visit);
    if (visit.version !== input.version) return staleRecord(ctx, visit);
    const own = await readCustom(ctx, 'visits', visit, input.custom, false);
    if (!own.ok) return own;
    if (!own.value.isChanged) return ok(visit);
    const { custom, before, after } = own.value;
    await saveVisit(ctx, visit, { custom, isProposed: visit.isProposed });
    await record(ctx, 'visit.edited', subjectOf('visit', visit), { before, after });
    return ok(visit);
  });

/** Called off, or the customer was not there. */
export const cancelVisit = (ctx: Context, id: string, input: CancelInput): Changed =>
  inTransaction(ctx, async (ctx) => {
    const visit = await lockVisit(ctx, id);
    requirePermission(ctx.actor, 'visit.log', visit);
    const status = input.missed && allows(visit.status, 'miss') ? 'missed' : 'cancelled';
    if (visit.status === status && visit.cancelReason === input.cancelReason) return ok(visit);
    if (visit.version !== input.version) return staleRecord(ctx, visit);
    const allowed = checkVerb(visit.status, 'cancel');
    if (!allowed.ok) return allowed;
    await saveVisit(ctx, visit, { status, cancelReason: input.cancelReason });
    await record(ctx, `visit.${status}`, subjectOf('visit', visit), {
      before: { status: visit.status, plannedAt: visit.plannedAt.toISOString() },
      after: { status, cancelReason: input.cancelReason },
    });
    return ok(visit);
  });
