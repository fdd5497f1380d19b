import { and, eq, sql } from 'drizzle-orm';
import { candidates, openingAssessors, openings, people } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { today } from '~/core/dates';
import { enqueue } from '~/core/jobs.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { forbidden, notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { leadsUnit } from '~/features/people/queries/reach.server';
import { listLedUnits } from '~/features/people/queries/units.server';
import type { Of, OpeningInput } from '../input';
import { lockOpening, type Opening } from '../queries/openings.server';

type Done = Result<null>;

export const tell = (
  ctx: Context,
  event: string,
  { id, tenantId, teamId }: Pick<Opening, 'id' | 'tenantId' | 'teamId'>,
  after: Record<string, unknown> = {},
) => record(ctx, event, { kind: 'opening', id, tenantId, unitId: teamId }, { after });

export async function tellPeople(ctx: Context, kind: string, { id, tenantId }: Opening, those: string[]) {
  if (!those.length) return;
  await ctx.db.execute(
    sql`select app.tell_of_people(${kind}, 'opening', ${tenantId}, ${id}::uuid, ${`{${those}}`}::uuid[], ${ctx.now.toISOString()}::timestamptz)`,
  );
  await enqueue(ctx, 'notices.pass_on', {}, 'notices.pass_on');
}

/** The opening for a command of who fills it. */
export async function lockFilled(ctx: Context, id: string): Promise<Opening> {
  const opening = await lockOpening(ctx, id);
  requirePermission(ctx.actor, 'selection.manage');
  if (!(await leadsUnit(ctx, opening.teamId))) throw forbidden('selection.manage');
  return opening;
}

export const of = (opening: Pick<Opening, 'tenantId' | 'id'>) =>
  and(eq(openings.tenantId, opening.tenantId), eq(openings.id, opening.id));

/** Who has judged whom so far. */
export async function scoresGiven(ctx: Context, { tenantId, id }: Opening) {
  const rows = await ctx.db.execute<{ candidate_id: string; assessor_id: string }>(
    sql`select * from app.scores_given(${tenantId}, ${id}::uuid)`,
  );
  return [...rows];
}

/** Opens places in a team one leads, or changes what is said of them. Once somebody has judged, the weights stay. */
export const saveOpening = (ctx: Context, { id, version, ...said }: OpeningInput): Promise<Result<{ id: string }>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'selection.manage');
    if (version === 0) {
      const team = (await listLedUnits(ctx)).find((unit) => unit.id === said.teamId);
      if (!team) return refused('invalid', { fields: { teamId: 'person.unit_not_led' } });
      const made = await ctx.db
        .insert(openings)
        .values({ ...said, id, tenantId: team.tenantId, createdBy: ctx.actor.personId, createdAt: ctx.now })
        .onConflictDoNothing()
        .returning();
      if (made[0]) await tell(ctx, 'opening.created', made[0], { title: said.title });
      else await lockFilled(ctx, id);
      return ok({ id });
    }
    const opening = await lockFilled(ctx, id);
    if (opening.state !== 'open') return refused('selection.not_open');
    if (opening.version !== version) return refused('stale');
    const { teamId: _, weights, ...rest } = said;
    const isReweighed =
      JSON.stringify(Object.entries(weights).sort()) !== JSON.stringify(Object.entries(opening.weights).sort());
    if (isReweighed && (await scoresGiven(ctx, opening)).length) return refused('selection.weights_fixed');
    await ctx.db
      .update(openings)
      .set({ ...rest, weights, version: version + 1, updatedAt: ctx.now })
      .where(of(opening));
    await tell(ctx, 'opening.changed', opening, { title: said.title });
    return ok({ id });
  });

/** A colleague of the company who still works there. */
async function isColleague(ctx: Context, opening: Opening, personId: string) {
  const [person] = await ctx.db
    .select({ leftOn: people.leftOn })
    .from(people)
    .where(and(eq(people.id, personId), eq(people.tenantId, opening.tenantId)));
  return person !== undefined && (person.leftOn === null || person.leftOn >= today(ctx.now));
}

const stands = (ctx: Context, opening: Opening, personId: string) =>
  ctx.db
    .select({ id: candidates.id })
    .from(candidates)
    .where(
      and(
        eq(candidates.tenantId, opening.tenantId),
        eq(candidates.openingId, opening.id),
        eq(candidates.personId, personId),
      ),
    )
    .then((rows) => rows[0] ?? null);

const assessor = (opening: Opening, personId: string) =>
  and(
    eq(openingAssessors.tenantId, opening.tenantId),
    eq(openingAssessors.openingId, opening.id),
    eq(openingAssessors.personId, personId),
  );

/** Asks somebody to judge. Nobody joins once judging has begun: what is open already could not be closed again. */
export const addAssessor = (ctx: Context, id: string, { personId }: Of<'assessor'>): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    const opening = await lockFilled(ctx, id);
    if (opening.state !== 'open') return refused('selection.not_open');
    if (!(await isColleague(ctx, opening, personId)))
      return refused('invalid', { fields: { personId: 'selection.no_colleague' } });
    if (await stands(ctx, opening, personId))
      return refused('invalid', { fields: { personId: 'selection.is_candidate' } });
    if ((await scoresGiven(ctx, opening)).length) return refused('selection.begun');
    const added = await ctx.db
      .insert(openingAssessors)
      .values({ tenantId: opening.tenantId, openingId: id, personId, createdAt: ctx.now })
      .onConflictDoNothing()
      .returning({ id: openingAssessors.personId });
    if (!added.length) return ok(null);
    await tell(ctx, 'opening.assessor_added', opening, { personId });
    await tellPeople(ctx, 'assessment_asked', opening, [personId]);
    return ok(null);
  });

/** Somebody who cannot judge after all stands in nobody's way; who has judged stays. */
export const dropAssessor = (ctx: Context, id: string, { personId }: Of<'drop_assessor'>): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    const opening = await lockFilled(ctx, id);
    if (opening.state !== 'open') return refused('selection.not_open');
    if ((await scoresGiven(ctx, opening)).some((one) => one.assessor_id === personId))
      return refused('selection.has_judged');
    const gone = await ctx.db.delete(openingAssessors).where(assessor(opening, personId)).returning();
    if (gone.length) await tell(ctx, 'opening.assessor_removed', opening, { personId });
    return ok(null);
  });

export const addCandidate = (ctx: Context, id: string, input: Of<'candidate'>): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    const opening = await lockFilled(ctx, id);
    if (opening.state !== 'open') return refused('selection.not_open');
    const { personId, story } = input;
    const known = await stands(ctx, opening, personId);
    if (known)
      return known.id === input.id ? ok(null) : refused('invalid', { fields: { personId: 'selection.stands' } });
    if (!(await isColleague(ctx, opening, personId)))
      return refused('invalid', { fields: { personId: 'selection.no_colleague' } });
    const [judge] = await ctx.db.select().from(openingAssessors).where(assessor(opening, personId));
    if (judge) return refused('invalid', { fields: { personId: 'selection.is_assessor' } });
    await ctx.db.insert(candidates).values({
      ...{ tenantId: opening.tenantId, id: input.id, openingId: id, personId, story },
      ...{ proposedBy: ctx.actor.personId, createdAt: ctx.now },
    });
    await tell(ctx, 'opening.candidate_added', opening, { personId });
    return ok(null);
  });

/** By the candidate, or by who fills the place at their wish. */
export const withdraw = (ctx: Context, id: string, input: Of<'withdraw'>): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    const opening = await lockOpening(ctx, id);
    const [candidate] = await ctx.db
      .select()
      .from(candidates)
      .where(and(eq(candidates.tenantId, opening.tenantId), eq(candidates.openingId, id), eq(candidates.id, input.id)));
    if (!candidate) throw notFound();
    if (candidate.personId !== ctx.actor.personId) await lockFilled(ctx, id);
    if (candidate.state === 'withdrawn') return ok(null);
    if (opening.state !== 'open') return refused('selection.not_open');
    await ctx.db
      .update(candidates)
      .set({ state: 'withdrawn', decidedAt: ctx.now })
      .where(and(eq(candidates.tenantId, opening.tenantId), eq(candidates.id, input.id)));
    await tell(ctx, 'opening.candidate_withdrew', opening, { personId: candidate.personId });
    return ok(null);
  });

export const cancelOpening = (ctx: Context, id: string, { version }: Of<'cancel'>): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    const opening = await lockFilled(ctx, id);
    if (opening.state === 'cancelled') return ok(null);
    if (opening.state !== 'open') return refused('selection.not_open');
    if (opening.version !== version) return refused('stale');
    await ctx.db
      .update(openings)
      .set({ state: 'cancelled', version: version + 1, updatedAt: ctx.now })
      .where(of(opening));
    await tell(ctx, 'opening.cancelled', opening);
    return ok(null);
  });
