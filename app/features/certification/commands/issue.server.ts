import { and, eq, sql } from 'drizzle-orm';
import { certificates } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { today } from '~/core/dates';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import { type CertificateType, findType } from '../queries/certificate-types.server';
import { findHeld, getLearner, hasPassedCourse, type Learner } from '../queries/learner.server';
import { certificateNumber, holds, missingFor, validUntilOf } from '../rules';

export type Issued = { id: string; number: string; level: number; validUntil: string | null };

export const subjectOf = (id: string, person: Pick<Learner, 'id' | 'tenantId' | 'unitId'>) => ({
  kind: 'certificate' as const,
  id,
  tenantId: person.tenantId,
  unitId: person.unitId,
  ownerId: person.id,
});

export const lockLearner = async (ctx: Context, personId: string) => {
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended('certificates:' || ${personId}, 0))`);
  return getLearner(ctx, personId);
};

/** What keeps this person from this level today; null when nothing does. */
export async function obstacleOf(ctx: Context, person: Learner, type: CertificateType, level: number) {
  const day = today(ctx.now);
  if (type.isRetired) return refused('certificate.retired', { params: { name: type.name } });
  if (person.leftOn && person.leftOn < day) return refused('certificate.has_left');
  const held = await findHeld(ctx, person.id, type.code);
  const hasCourse = type.courseCode === null || (await hasPassedCourse(ctx, person, type.courseCode));
  const [missing] = missingFor(
    { ...type, level },
    { level: held && holds(held.validUntil, day) ? held.level : 0, joinedOn: person.joinedOn, hasCourse },
    day,
  );
  if (!missing) return null;
  const params = { name: type.name, level, months: type.roleMonths, course: type.courseCode ?? '' };
  return refused(missing, { params });
}

type Fresh = Omit<typeof certificates.$inferInsert, 'tenantId' | 'id' | 'number' | 'personId' | 'createdBy'>;

export async function issue(ctx: Context, person: Learner, given: Fresh): Promise<Issued> {
  const id = newId();
  const number = certificateNumber(today(ctx.now), crypto.getRandomValues(new Uint8Array(12)));
  await ctx.db.insert(certificates).values({
    ...given,
    ...{ tenantId: person.tenantId, id, number, personId: person.id },
    ...{ createdBy: ctx.actor.personId, createdAt: ctx.now },
  });
  const { code, level = 1, validUntil = null, source } = given;
  await record(ctx, 'certificate.issued', subjectOf(id, person), {
    after: { number, code, level, validUntil, source },
  });
  return { id, number, level, validUntil };
}

/**
 * Certifies somebody who passed an exam; the same sitting again answers the same certificate. The wall asks
 * `app.passed_exam` whether the sitting was passed. Without a level: the one held, renewed, or the first.
 */
export const issueByExam = (
  ctx: Context,
  given: { personId: string; typeCode: string; sittingId: string; level?: number },
): Promise<Result<Issued>> =>
  inTransaction(ctx, async (ctx) => {
    const { personId, typeCode: code, sittingId } = given;
    requirePermission(ctx.actor, 'certificate.propose', { ownerId: personId });
    const person = await lockLearner(ctx, personId);
    const [earlier] = await ctx.db
      .select()
      .from(certificates)
      .where(
        and(
          eq(certificates.tenantId, person.tenantId),
          eq(certificates.sittingId, sittingId),
          eq(certificates.code, code),
        ),
      );
    if (earlier) {
      const { id, number, level, validUntil } = earlier;
      return ok({ id, number, level, validUntil });
    }
    const type = await findType(ctx, person.tenantId, code);
    if (!type) return refused('certificate.no_type', { params: { code } });
    const held = await findHeld(ctx, personId, code);
    const level = given.level ?? held?.level ?? 1;
    const obstacle = await obstacleOf(ctx, person, type, level);
    if (obstacle) return obstacle;
    const day = today(ctx.now);
    return ok(
      await issue(ctx, person, {
        ...{ code, level, source: 'exam', sittingId, issuedOn: day },
        validUntil: validUntilOf(type, held, level, day),
      }),
    );
  });
