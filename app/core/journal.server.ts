import { sql } from 'drizzle-orm';
import { journal, visitInvitations } from '#drizzle/schema';
import type { Context } from './context.server';
import { newId } from './ids';
import { enqueue } from './jobs.server';
import { eventsOf } from './rule-events';

export type Subject = {
  kind:
    | 'account'
    | 'enterprise'
    | 'contact'
    | 'assignment'
    | 'opportunity'
    | 'visit'
    | 'need'
    | 'move'
    | 'interaction'
    | 'form'
    | 'commitment'
    | 'import'
    | 'person'
    | 'unit'
    | 'offering'
    | 'view'
    | 'coverage'
    | 'session'
    | 'lead'
    | 'process'
    | 'quote'
    | 'satellite'
    | 'contract'
    | 'bundle'
    | 'specification'
    | 'promotion'
    | 'reward'
    | 'certificate'
    | 'award'
    | 'opening'
    | 'onboarding'
    | 'course'
    | 'training_session'
    | 'question'
    | 'exam'
    | 'bulk'
    | 'rule'
    | 'webhook'
    | 'custom_field'
    | 'export'
    | 'job';
  id: string;
  tenantId: number;
  unitId: number;
  ownerId?: string | null;
  accountId?: string | null;
};

/** What others are told of (see features/notices); the job reads the entries of one command together. */
const told = [
  'visit.commented',
  'opportunity.commented',
  'visit.coached',
  'visit.reacted',
  'visit.check_explained',
  'visit.check_accepted',
  'visit.planned',
  'visit.rescheduled',
  'visit.joined',
  'visit.cancelled',
  'visit.deleted',
  'visit.restored',
  'account.assigned',
  'certificate.issued',
  'certificate.annulled',
  'certificate.learning_assigned',
  'certificate.evidence_proposed',
  'certificate.evidence_decided',
  'opportunity.assigned',
  'opportunity.approval_asked',
  'opportunity.approval_decided',
  'opportunity.approval_passed_on',
  'commitment.made',
  'commitment.given',
  'commitment.changed',
  'commitment.kept',
  'commitment.broken',
  'commitment.cancelled',
  'person.second_factor_reset',
];
/** Of these more people are told than the owner: those who talk there, who come along, who lead, who made a promise. */
const toldToMore = [
  'visit.commented',
  'opportunity.commented',
  'visit.rescheduled',
  'visit.joined',
  'visit.cancelled',
  'visit.deleted',
  'visit.restored',
  'visit.check_explained',
  'certificate.evidence_proposed',
  'certificate.evidence_decided',
  'opportunity.approval_asked',
  'opportunity.approval_decided',
  'opportunity.approval_passed_on',
  'commitment.changed',
  'commitment.kept',
  'commitment.broken',
  'commitment.cancelled',
];
const concernsOthers = (ctx: Context, event: string, ownerId: string | null | undefined) =>
  told.includes(event) && (toldToMore.includes(event) || (Boolean(ownerId) && ownerId !== ctx.actor.personId));

/** What those who were invited are told of (see features/invitations). */
const moving = ['visit.rescheduled', 'visit.edited', 'visit.cancelled', 'visit.deleted'];

/** The jobs each transaction has asked for. */
const asked = new WeakMap<Context['db'], Set<string>>();

/** Writes who did what in the command's own transaction: audit, timeline and outbox in one. */
export async function record(
  ctx: Context,
  event: string,
  subject: Subject,
  change: { before?: Record<string, unknown>; after?: Record<string, unknown> } = {},
) {
  const id = newId();
  await ctx.db.insert(journal).values({
    tenantId: subject.tenantId,
    id,
    at: ctx.now,
    actorId: ctx.actor.personId,
    event,
    subject: subject.kind,
    subjectId: subject.id,
    accountId: subject.accountId ?? (subject.kind === 'account' ? subject.id : null),
    unitId: subject.unitId,
    ownerId: subject.ownerId ?? null,
    before: change.before ?? null,
    after: change.after ?? null,
  });
  if (moving.includes(event)) await tellGuests(ctx, subject);
  await askRules(ctx, subject.tenantId, eventsOf(event), id);
  if (!concernsOthers(ctx, event, subject.ownerId)) return;
  const { personId: actorId, role } = ctx.actor;
  const at = ctx.now.toISOString();
  const key = `notices:${event}:${actorId}:${at}`;
  const known = asked.get(ctx.db) ?? new Set<string>();
  if (known.has(key)) return; // five hundred accounts given at once ask once
  asked.set(ctx.db, known.add(key));
  await enqueue(ctx, 'notices.write', { actorId, role, at, event }, key);
}

/** Asked for in the command's transaction, so that each event is looked at once, and only where a rule waits for it. */
async function askRules({ db, causedBy = [] }: Context, tenantId: number, events: string[], entryId: string) {
  if (!events.length) return;
  const payload = JSON.stringify({ tenantId, events, entryId, path: causedBy });
  await db.execute(sql`select jobs.enqueue('automation.run', ${payload}::jsonb, ${`automation:${entryId}`})
    where exists (select 1 from app.rules_for(${tenantId}::integer, ${`{${events}}`}::text[]))`);
}

async function tellGuests({ db, actor: { personId: actorId, role } }: Context, { tenantId, id: visitId }: Subject) {
  const payload = JSON.stringify({ actorId, role, visitId });
  await db.execute(sql`select jobs.enqueue('invitations.follow', ${payload}::jsonb, ${`invitations:${visitId}`})
    where exists (select 1 from ${visitInvitations} where tenant_id = ${tenantId} and visit_id = ${visitId})`);
}

/** The fields of `after` that differ from `before`, each side. */
export function difference<T extends Record<string, unknown>>(before: T, after: Partial<T>) {
  const changed = Object.keys(after).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  const only = (row: Partial<T>) => Object.fromEntries(changed.map((key) => [key, row[key] ?? null]));
  return { changed, before: only(before), after: only(after) };
}
