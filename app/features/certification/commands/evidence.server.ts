import { and, eq, isNull, sql } from 'drizzle-orm';
import { certificateEvidence, people, roleGrants } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { today } from '~/core/dates';
import { record } from '~/core/journal.server';
import { can } from '~/core/permissions';
import { forbidden } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import type { DecisionInput, EvidenceInput } from '../input';
import { findType } from '../queries/certificate-types.server';
import { type Evidence, getEvidence } from '../queries/evidence.server';
import { holds, lastDay } from '../rules';
import { issue, lockLearner, obstacleOf, subjectOf } from './issue.server';

export type EvidenceFile = { name: string; mime: string; bytes: number; sha256: string };

const earlier = (a: string | null, b: string | null) => (a === null || (b !== null && b < a) ? b : a);

/** Hands in a paper by which somebody is to be certified. Somebody else looks at it. */
export const proposeEvidence = (
  ctx: Context,
  personId: string,
  input: EvidenceInput,
  file: EvidenceFile | null = null,
): Promise<Result<{ id: string }>> =>
  inTransaction(ctx, async (ctx) => {
    const person = await lockLearner(ctx, personId);
    const { actor } = ctx;
    const mayPropose = can(actor, 'certificate.propose', { ownerId: personId });
    if (!mayPropose || (personId !== actor.personId && !person.isLookedAfter)) throw forbidden('certificate.propose');
    const { id, code } = input;
    const [known] = await ctx.db
      .select({ id: certificateEvidence.id })
      .from(certificateEvidence)
      .where(and(eq(certificateEvidence.tenantId, person.tenantId), eq(certificateEvidence.id, id)));
    if (known) return ok({ id }); // sent twice
    const type = await findType(ctx, person.tenantId, code);
    if (!type) return refused('invalid', { fields: { code: 'error.choose' } });
    const day = today(ctx.now);
    if (input.issuedOn > day) return refused('invalid', { fields: { issuedOn: 'proof.not_yet' } });
    const validUntil = earlier(lastDay(input.issuedOn, type.months), input.validUntil);
    if (!holds(validUntil, day)) return refused('invalid', { fields: { validUntil: 'proof.over' } });
    if (!file && !input.note) return refused('invalid', { fields: { note: 'proof.nothing_shown' } });
    const obstacle = await obstacleOf(ctx, person, type, input.level);
    if (obstacle) return obstacle;
    const made = await ctx.db
      .insert(certificateEvidence)
      .values({
        ...{ ...input, tenantId: person.tenantId, personId, validUntil },
        ...(file && { fileName: file.name, fileMime: file.mime, fileBytes: file.bytes, fileSha256: file.sha256 }),
        ...{ proposedBy: actor.personId, proposedAt: ctx.now },
      })
      .onConflictDoNothing()
      .returning({ id: certificateEvidence.id });
    if (!made.length) return refused('proof.waiting_already');
    const waiting = await trainersBeside(ctx, person.tenantId, personId);
    await record(ctx, 'certificate.evidence_proposed', subjectOf(id, person), { after: { code, waiting } });
    return ok({ id });
  });

/** Trainers of the company who may look at it. */
async function trainersBeside(ctx: Context, tenantId: number, personId: string) {
  const rows = await ctx.db
    .selectDistinct({ id: people.id })
    .from(people)
    .innerJoin(roleGrants, and(eq(roleGrants.personId, people.id), eq(roleGrants.role, 'trainer')))
    .where(
      and(
        eq(people.tenantId, tenantId),
        sql`(${people.leftOn} is null or ${people.leftOn} >= ${today(ctx.now)}::date)`,
        sql`${people.id} not in (${personId}::uuid, ${ctx.actor.personId}::uuid)`,
      ),
    )
    .limit(50);
  return rows.map(({ id }) => id);
}

const isMine = (evidence: Evidence, personId: string) =>
  evidence.proposedBy === personId ? 'proof.second_pair' : evidence.personId === personId ? 'certificate.own' : null;

/** The second pair of eyes: never who brought it, never whom it is for. Accepted, the certificate is issued with it. */
export const decideEvidence = (ctx: Context, id: string, input: DecisionInput): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const evidence = await getEvidence(ctx, id);
    const { personId: actorId } = ctx.actor;
    const person = await lockLearner(ctx, evidence.personId);
    const mine = isMine(evidence, actorId);
    if (mine) return refused(mine);
    if (!can(ctx.actor, 'certificate.decide') || !person.isLookedAfter) throw forbidden('certificate.decide');
    const isAccepted = input.verdict === 'accept';
    if (evidence.isAccepted !== null)
      return evidence.isAccepted === isAccepted && evidence.decidedBy === actorId
        ? ok(null)
        : refused('proof.decided_already');
    if (!isAccepted && !input.decision) return refused('invalid', { fields: { decision: 'error.required' } });
    const { code, level } = evidence;
    const type = await findType(ctx, person.tenantId, code);
    if (isAccepted) {
      const obstacle = type
        ? await obstacleOf(ctx, person, type, level)
        : refused('certificate.no_type', { params: { code } });
      if (obstacle) return obstacle;
    }
    const done = await ctx.db
      .update(certificateEvidence)
      .set({ isAccepted, decidedBy: actorId, decidedAt: ctx.now, decision: input.decision })
      .where(
        and(
          eq(certificateEvidence.tenantId, evidence.tenantId),
          eq(certificateEvidence.id, id),
          isNull(certificateEvidence.isAccepted),
        ),
      )
      .returning({ id: certificateEvidence.id });
    if (!done.length) return refused('proof.decided_already');
    await record(ctx, 'certificate.evidence_decided', subjectOf(id, person), {
      after: { code, verdict: input.verdict, note: input.decision, proposedBy: evidence.proposedBy },
    });
    if (isAccepted) {
      const { issuedBy, issuedOn, validUntil } = evidence;
      await issue(ctx, person, { code, level, issuedBy, issuedOn, validUntil, source: 'evidence', evidenceId: id });
    }
    return ok(null);
  });
