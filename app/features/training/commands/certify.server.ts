import { and, eq } from 'drizzle-orm';
import { exams, sittings } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result } from '~/core/result';
import { issueByExam } from '~/features/certification/commands/issue.server';

/**
 * Issues the certificate an exam leads to, once, for a sitting that is passed. What stands in the way is refused and can be
 * asked for again: the sitting stays passed.
 */
export async function certify(ctx: Context, tenantId: number, id: string): Promise<Result<null>> {
  const [row] = await ctx.db
    .select({ personId: sittings.personId, typeCode: exams.certificateCode, passed: sittings.passed })
    .from(sittings)
    .innerJoin(exams, and(eq(exams.tenantId, sittings.tenantId), eq(exams.id, sittings.examId)))
    .where(and(eq(sittings.tenantId, tenantId), eq(sittings.id, id)));
  if (!row?.passed || !row.typeCode) return ok(null);
  const issued = await issueByExam(ctx, { personId: row.personId, typeCode: row.typeCode, sittingId: id });
  return issued.ok ? ok(null) : issued;
}

/** For who passed while nobody was there to issue it, or before everything it asks for was met. */
export const claimCertificate = (ctx: Context, id: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'training.read');
    const { tenantId, personId } = ctx.actor;
    const [own] = await ctx.db
      .select({ passed: sittings.passed })
      .from(sittings)
      .where(and(eq(sittings.tenantId, tenantId), eq(sittings.id, id), eq(sittings.personId, personId)));
    if (!own?.passed) throw notFound();
    return certify(ctx, tenantId, id);
  });
