import { and, eq } from 'drizzle-orm';
import { mails, visitInvitations } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { enqueue } from '~/core/jobs.server';

export type InvitationRow = Pick<
  typeof visitInvitations.$inferSelect,
  | 'tenantId'
  | 'id'
  | 'contactId'
  | 'personId'
  | 'address'
  | 'locale'
  | 'title'
  | 'place'
  | 'startsAt'
  | 'minutes'
  | 'sequence'
  | 'withdrawnAt'
>;
type Change = Partial<Omit<InvitationRow, 'tenantId' | 'id' | 'contactId' | 'personId' | 'sequence'>>;

const listed = {
  tenantId: visitInvitations.tenantId,
  id: visitInvitations.id,
  contactId: visitInvitations.contactId,
  personId: visitInvitations.personId,
  address: visitInvitations.address,
  locale: visitInvitations.locale,
  title: visitInvitations.title,
  place: visitInvitations.place,
  startsAt: visitInvitations.startsAt,
  minutes: visitInvitations.minutes,
  sequence: visitInvitations.sequence,
  withdrawnAt: visitInvitations.withdrawnAt,
};

/** The invitations to a visit whose row is locked: nobody else writes them meanwhile. */
export const invitationsOf = (ctx: Context, visit: { tenantId: number; id: string }): Promise<InvitationRow[]> =>
  ctx.db
    .select(listed)
    .from(visitInvitations)
    .where(and(eq(visitInvitations.tenantId, visit.tenantId), eq(visitInvitations.visitId, visit.id)));

/** Writes the mail of this state of an invitation, which is sent once. */
export async function writeMail(ctx: Context, one: Pick<InvitationRow, 'tenantId' | 'id' | 'address' | 'sequence'>) {
  const mailId = newId();
  const { tenantId, id, address, sequence } = one;
  await ctx.db.insert(mails).values({
    ...{ tenantId, id: mailId, kind: 'invitation' as const, fact: `invitation:${id}:${sequence}` },
    ...{ address, invitationId: id, params: { sequence }, createdAt: ctx.now },
  });
  await enqueue(ctx, 'invitations.mail', { tenantId, mailId }, `mail:${mailId}`);
}

/** Changes an invitation and tells its guest. */
export async function changeInvitation(ctx: Context, one: InvitationRow, version: number, change: Change) {
  const sequence = Math.max(one.sequence + 1, version - 1);
  await ctx.db
    .update(visitInvitations)
    .set({ ...change, sequence, updatedAt: ctx.now })
    .where(and(eq(visitInvitations.tenantId, one.tenantId), eq(visitInvitations.id, one.id)));
  await writeMail(ctx, { ...one, ...change, sequence });
}
