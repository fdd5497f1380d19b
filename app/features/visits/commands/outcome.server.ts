import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { accounts, commitments, needs, opportunities, visitAttendees } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import type { ProductLine } from '~/features/offerings/rules';
import type { CommitmentSide, NeedKind } from '../rules';
import { subjectOf, type VisitRow } from './row.server';

type Attendees = { contactIds: string[]; personIds: string[] };

export async function findAttendees(ctx: Context, visit: VisitRow): Promise<Attendees> {
  const rows = await ctx.db
    .select({ contactId: visitAttendees.contactId, personId: visitAttendees.personId })
    .from(visitAttendees)
    .where(and(eq(visitAttendees.tenantId, visit.tenantId), eq(visitAttendees.visitId, visit.id)));
  const given = (ids: (string | null)[]) => ids.filter((id) => id !== null);
  return { contactIds: given(rows.map((row) => row.contactId)), personIds: given(rows.map((row) => row.personId)) };
}

/** Makes these, and nobody else, the people who were there; answers which colleagues are new. */
export async function saveAttendees(
  ctx: Context,
  visit: VisitRow,
  wanted: Attendees,
  had?: Attendees,
): Promise<string[]> {
  const gone = (before: string[], now: string[]) => before.filter((id) => !now.includes(id));
  const here = and(eq(visitAttendees.tenantId, visit.tenantId), eq(visitAttendees.visitId, visit.id));
  const goneContacts = gone(had?.contactIds ?? [], wanted.contactIds);
  const gonePeople = gone(had?.personIds ?? [], wanted.personIds);
  if (goneContacts.length)
    await ctx.db.delete(visitAttendees).where(and(here, inArray(visitAttendees.contactId, goneContacts)));
  if (gonePeople.length)
    await ctx.db.delete(visitAttendees).where(and(here, inArray(visitAttendees.personId, gonePeople)));
  const joined = gone([...new Set(wanted.personIds)], had?.personIds ?? []);
  const added = [
    ...gone([...new Set(wanted.contactIds)], had?.contactIds ?? []).map((contactId) => ({ contactId, personId: null })),
    ...joined.map((personId) => ({ contactId: null, personId })),
  ];
  if (!added.length) return [];
  const { tenantId, unitId, ownerId, accountId, id: visitId } = visit;
  await ctx.db
    .insert(visitAttendees)
    .values(
      added.map((who) => ({ tenantId, id: newId(), unitId, ownerId, accountId, visitId, createdAt: ctx.now, ...who })),
    );
  return joined;
}

/** Those who are to come along to a plan are told so. */
export async function askAlong(ctx: Context, visit: VisitRow, personIds: string[]) {
  if (!personIds.length) return;
  await record(ctx, 'visit.joined', subjectOf('visit', visit), {
    after: { personIds, plannedAt: visit.plannedAt.toISOString() },
  });
}

type Heard = {
  needs: { id: string | null; kind: NeedKind; line: ProductLine | null; text: string }[];
  commitments: { id: string | null; side: CommitmentSide; text: string; ownerId: string | null; dueOn: string }[];
};

/** What was heard and promised at the visit; a row that was sent before is not written again. */
export async function addHeard(ctx: Context, visit: VisitRow, heard: Heard) {
  const { tenantId, unitId, accountId, opportunityId, id: visitId } = visit;
  const common = { tenantId, unitId, accountId, opportunityId, visitId, createdAt: ctx.now, updatedAt: ctx.now };
  for (const { id, ...need } of heard.needs) {
    const row = { ...common, ...need, id: id ?? newId(), ownerId: visit.ownerId };
    const [added] = await ctx.db.insert(needs).values(row).onConflictDoNothing().returning({ id: needs.id });
    if (added) await record(ctx, 'need.added', subjectOf('need', row), { after: need });
  }
  for (const { id, ownerId, ...promise } of heard.commitments) {
    const row = { ...common, ...promise, id: id ?? newId(), ownerId: ownerId ?? visit.ownerId };
    const [added] = await ctx.db
      .insert(commitments)
      .values(row)
      .onConflictDoNothing()
      .returning({ id: commitments.id });
    if (added) {
      await record(ctx, 'commitment.made', subjectOf('commitment', row), {
        after: { ...promise, ownerId: row.ownerId },
      });
    }
  }
}

type NextStep = { nextStep: string | null; nextStepOn: string | null };

/** A visit that took place is the account's last one, and a sign of life of its opportunity. */
export async function carryOver(ctx: Context, visit: VisitRow, endedAt: Date, next: NextStep) {
  const at = endedAt.toISOString();
  await ctx.db
    .update(accounts)
    .set({ lastVisitedAt: sql`greatest(${accounts.lastVisitedAt}, ${at}::timestamptz)` })
    .where(and(eq(accounts.tenantId, visit.tenantId), eq(accounts.id, visit.accountId)));
  await signOfLife(ctx, { ...visit, visitId: visit.id }, endedAt, next);
}

type Sign = { tenantId: number; opportunityId: string | null; visitId?: string; interactionId?: string };

/** Something happened about an opportunity, and maybe a next step was agreed. */
export async function signOfLife(ctx: Context, about: Sign, happenedAt: Date, next: NextStep) {
  const { tenantId, opportunityId, visitId, interactionId } = about;
  if (!opportunityId) return;
  const at = happenedAt.toISOString();
  const here = and(
    eq(opportunities.tenantId, tenantId),
    eq(opportunities.id, opportunityId),
    isNull(opportunities.deletedAt),
  );
  const [opportunity] = await ctx.db.select().from(opportunities).where(here).for('update');
  if (!opportunity) return;
  const moved = next.nextStep !== null;
  await ctx.db
    .update(opportunities)
    .set({
      lastActivityAt: sql`greatest(${opportunities.lastActivityAt}, ${at}::timestamptz)`,
      ...(moved && {
        nextStep: next.nextStep,
        nextStepOn: next.nextStepOn,
        version: opportunity.version + 1,
        updatedAt: ctx.now,
      }),
    })
    .where(here);
  if (moved) {
    await record(ctx, 'opportunity.next_step_set', subjectOf('opportunity', opportunity), {
      before: { nextStep: opportunity.nextStep, nextStepOn: opportunity.nextStepOn },
      after: { nextStep: next.nextStep, nextStepOn: next.nextStepOn, ...(visitId ? { visitId } : { interactionId }) },
    });
  }
}
