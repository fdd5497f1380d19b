import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import { certificateEvidence, certificateTypes, people } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { notFound } from '~/core/refusals.server';

const nameOf = (person: typeof certificateEvidence.proposedBy | typeof certificateEvidence.decidedBy) =>
  sql<string | null>`(select w.name from people w where w.id = ${person})`;
const shown = {
  id: certificateEvidence.id,
  tenantId: certificateEvidence.tenantId,
  personId: certificateEvidence.personId,
  person: people.name,
  code: certificateEvidence.code,
  name: sql<string>`coalesce(${certificateTypes.name}, ${certificateEvidence.code})`,
  nameEn: certificateTypes.nameEn,
  level: certificateEvidence.level,
  issuedBy: certificateEvidence.issuedBy,
  issuedOn: certificateEvidence.issuedOn,
  validUntil: certificateEvidence.validUntil,
  note: certificateEvidence.note,
  fileName: certificateEvidence.fileName,
  proposedBy: certificateEvidence.proposedBy,
  proposedAt: certificateEvidence.proposedAt,
  proposer: nameOf(certificateEvidence.proposedBy),
  isAccepted: certificateEvidence.isAccepted,
  decidedBy: certificateEvidence.decidedBy,
  decidedAt: certificateEvidence.decidedAt,
  decider: nameOf(certificateEvidence.decidedBy),
  decision: certificateEvidence.decision,
};

const read = (ctx: Context) =>
  ctx.db
    .select(shown)
    .from(certificateEvidence)
    .innerJoin(people, eq(people.id, certificateEvidence.personId))
    .leftJoin(
      certificateTypes,
      and(
        eq(certificateTypes.tenantId, certificateEvidence.tenantId),
        eq(certificateTypes.code, certificateEvidence.code),
      ),
    )
    .$dynamic();

/** A paper handed in, seen by whom it is for and who looks after their learning; 404 otherwise. */
export async function getEvidence(ctx: Context, id: string) {
  const [row] = isId(id) ? await read(ctx).where(eq(certificateEvidence.id, id)) : [];
  if (!row) throw notFound();
  return row;
}
export type Evidence = Awaited<ReturnType<typeof getEvidence>>;

/** What waits to be looked at, the longest first, and what was decided last. */
export const listWaiting = (ctx: Context) =>
  read(ctx).where(isNull(certificateEvidence.isAccepted)).orderBy(asc(certificateEvidence.proposedAt)).limit(100);
export const listDecided = (ctx: Context) =>
  read(ctx)
    .where(sql`${certificateEvidence.isAccepted} is not null`)
    .orderBy(desc(certificateEvidence.decidedAt))
    .limit(20);

/** How many wait for somebody else's eyes. */
export async function countWaiting(ctx: Context) {
  const [row] = await ctx.db
    .select({ n: sql<number>`count(*)::int` })
    .from(certificateEvidence)
    .where(isNull(certificateEvidence.isAccepted));
  return Number(row?.n ?? 0);
}

/** Papers of one person that nobody has looked at yet. */
export const listOpenOf = (ctx: Context, personId: string) =>
  read(ctx).where(and(eq(certificateEvidence.personId, personId), isNull(certificateEvidence.isAccepted)));

export async function getEvidenceFile(ctx: Context, id: string) {
  const [row] = isId(id)
    ? await ctx.db
        .select({
          name: certificateEvidence.fileName,
          mime: certificateEvidence.fileMime,
          bytes: certificateEvidence.fileBytes,
          sha256: certificateEvidence.fileSha256,
        })
        .from(certificateEvidence)
        .where(eq(certificateEvidence.id, id))
    : [];
  if (!row?.name || !row.mime || row.bytes === null || !row.sha256) throw notFound();
  return { name: row.name, mime: row.mime, bytes: row.bytes, sha256: row.sha256 };
}
