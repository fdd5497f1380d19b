import { randomBytes, randomInt } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import { visitConfirmations } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import { checkBelonging } from '~/features/visits/commands/belonging.server';
import { lockVisit, subjectOf } from '~/features/visits/commands/row.server';
import { hashCode } from './hash.server';
import type { AskInput } from './input';
import { mayConfirm, validMinutes } from './rules';

type Asked = { token: string; digits: string; expiresAt: Date };

/** Makes a one-time code for the customer; an earlier one of the visit is good no longer. */
export const askConfirmation = (ctx: Context, visitId: string, { contactId }: AskInput): Promise<Result<Asked>> =>
  inTransaction(ctx, async (ctx) => {
    const visit = await lockVisit(ctx, visitId);
    requirePermission(ctx.actor, 'visit.log', visit);
    if (!mayConfirm(visit)) return refused(visit.confirmedAt ? 'confirmation.already' : 'confirmation.too_early');
    const account = { tenantId: visit.tenantId, id: visit.accountId };
    const belonging = await checkBelonging(ctx, account, { contactIds: contactId ? [contactId] : [] });
    if (!belonging.ok) return refused('invalid', { fields: { contactId: 'confirmation.contact_not_here' } });
    await ctx.db
      .update(visitConfirmations)
      .set({ expiresAt: ctx.now })
      .where(
        and(
          eq(visitConfirmations.tenantId, visit.tenantId),
          eq(visitConfirmations.visitId, visit.id),
          isNull(visitConfirmations.usedAt),
        ),
      );
    const token = randomBytes(16).toString('base64url');
    const digits = String(randomInt(1_000_000)).padStart(6, '0');
    const expiresAt = new Date(ctx.now.getTime() + validMinutes * 60_000);
    const { tenantId, unitId, ownerId, accountId } = visit;
    await ctx.db.insert(visitConfirmations).values({
      ...{ tenantId, id: newId(), unitId, ownerId, accountId, visitId, contactId, expiresAt, createdAt: ctx.now },
      tokenHash: hashCode(token),
      codeHash: hashCode(digits),
    });
    await record(ctx, 'visit.confirmation_asked', subjectOf('visit', visit), { after: { contactId } });
    return ok({ token, digits, expiresAt });
  });
