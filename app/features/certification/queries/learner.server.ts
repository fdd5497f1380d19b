import { and, eq, sql } from 'drizzle-orm';
import { certificatesHeld, people } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { can } from '~/core/permissions';
import { notFound } from '~/core/refusals.server';

/** A person as far as certificates concern them; whoever the actor may not see is not there. */
export async function getLearner(ctx: Context, personId: string) {
  const [person] = isId(personId)
    ? await ctx.db
        .select({
          id: people.id,
          tenantId: people.tenantId,
          unitId: people.unitId,
          name: people.name,
          joinedOn: people.joinedOn,
          leftOn: people.leftOn,
          /** Whether the actor looks after their learning. */
          isLookedAfter: sql<boolean>`app.certifies(${people.tenantId}, ${people.id})`,
        })
        .from(people)
        .where(
          and(eq(people.id, personId), can(ctx.actor, 'people.read') ? undefined : eq(people.id, ctx.actor.personId)),
        )
    : [];
  if (!person) throw notFound();
  return person;
}
export type Learner = Awaited<ReturnType<typeof getLearner>>;

/** What they hold of a type, whether it still counts or not. */
export async function findHeld(ctx: Context, personId: string, code: string) {
  const [held] = await ctx.db
    .select()
    .from(certificatesHeld)
    .where(and(eq(certificatesHeld.personId, personId), eq(certificatesHeld.code, code)));
  return held ?? null;
}

export async function hasPassedCourse(ctx: Context, { tenantId, id }: Pick<Learner, 'tenantId' | 'id'>, code: string) {
  const [row] = await ctx.db.execute<{ passed: boolean }>(
    sql`select app.passed_course(${tenantId}, ${id}::uuid, ${code}) as passed`,
  );
  return row?.passed === true;
}
