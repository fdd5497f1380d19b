import { and, eq, isNull } from 'drizzle-orm';
import { certificates } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import { getCertificate } from '../queries/certificate.server';
import { getLearner } from '../queries/learner.server';
import { subjectOf } from './issue.server';

/** Makes a certificate void for good, with the reason. Nobody does it to their own. */
export const revokeCertificate = (ctx: Context, id: string, reason: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'certificate.manage');
    const found = await getCertificate(ctx, id);
    const { personId: actorId } = ctx.actor;
    if (found.personId === actorId) return refused('certificate.own');
    const done = await ctx.db
      .update(certificates)
      .set({ revokedAt: ctx.now, revokedBy: actorId, revokeReason: reason })
      .where(and(eq(certificates.tenantId, found.tenantId), eq(certificates.id, id), isNull(certificates.revokedAt)))
      .returning({ id: certificates.id });
    if (!done.length)
      return found.revokedBy === actorId && found.revokeReason === reason
        ? ok(null)
        : refused('certificate.revoked_already');
    const person = await getLearner(ctx, found.personId);
    await record(ctx, 'certificate.annulled', subjectOf(id, person), { after: { number: found.number, note: reason } });
    return ok(null);
  });
