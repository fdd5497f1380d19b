import { visitInvitations } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { isMailAddress } from '~/core/mail-address';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import { lockVisit, subjectOf, type VisitRow } from '~/features/visits/commands/row.server';
import type { InviteInput } from '../input';
import { type Guest, listGuests } from '../queries.server';
import { mayInvite } from '../rules';
import { changeInvitation, type InvitationRow, invitationsOf, writeMail } from './write.server';

type Sent = { invited: number; withdrawn: number };

/** Asks those who are ticked, tells those who are not any more. Sent twice, or without a change, nobody is told again. */
export const inviteGuests = (ctx: Context, visitId: string, input: InviteInput): Promise<Result<Sent>> =>
  inTransaction(ctx, async (ctx) => {
    const visit = await lockVisit(ctx, visitId);
    requirePermission(ctx.actor, 'visit.log', visit);
    if (!mayInvite(visit, ctx.now)) return refused('invitation.too_late');
    const known = await invitationsOf(ctx, visit);
    const guests = await listGuests(ctx, visitId);
    const chosen = input.guests.map((id) => guests.find((one) => one.id === id));
    if (chosen.some((one) => !one || !isMailAddress(one.email ?? '')))
      return refused('invalid', { fields: { guests: 'invitation.no_address' } });
    const open = known.filter((one) => !one.withdrawnAt);
    if (!chosen.length && !open.length) return refused('invalid', { fields: { guests: 'error.choose' } });

    let invited = 0;
    for (const guest of chosen) if (guest && (await ask(ctx, visit, input, guest, known))) invited += 1;
    const left = open.filter((one) => !input.guests.includes(one.contactId ?? one.personId ?? ''));
    for (const one of left) await changeInvitation(ctx, one, visit.version, { withdrawnAt: ctx.now });
    if (invited + left.length)
      await record(ctx, 'visit.invited', subjectOf('visit', visit), {
        after: { title: input.title, place: input.place, invited, withdrawn: left.length },
      });
    return ok({ invited, withdrawn: left.length });
  });

/** True when the guest is told something new. */
async function ask(ctx: Context, visit: VisitRow, input: InviteInput, guest: Guest, known: InvitationRow[]) {
  const wanted = {
    address: guest.email ?? '',
    locale: guest.isColleague ? guest.locale : input.locale,
    title: input.title,
    place: input.place,
    startsAt: visit.plannedAt,
    minutes: visit.plannedMinutes,
    withdrawnAt: null,
  };
  const before = known.find((one) => (one.contactId ?? one.personId) === guest.id);
  if (!before) {
    const { tenantId, unitId, ownerId, accountId, id: visitId } = visit;
    const row = { tenantId, id: newId(), unitId, ownerId, accountId, visitId, ...wanted, sequence: visit.version - 1 };
    const who = guest.isColleague ? { personId: guest.id } : { contactId: guest.id };
    await ctx.db.insert(visitInvitations).values({ ...row, ...who, createdAt: ctx.now, updatedAt: ctx.now });
    await writeMail(ctx, row);
    return true;
  }
  const isSame = Object.entries(wanted).every(
    ([name, value]) => JSON.stringify(before[name as keyof typeof wanted]) === JSON.stringify(value),
  );
  if (!isSame) await changeInvitation(ctx, before, visit.version, wanted);
  return !isSame;
}
