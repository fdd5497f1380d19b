import { and, asc, desc, eq, sql } from 'drizzle-orm';
import { certificates, certificatesHeld, certificateTypes, people } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { can } from '~/core/permissions';
import { notFound } from '~/core/refusals.server';

const shown = {
  id: certificates.id,
  tenantId: certificates.tenantId,
  number: certificates.number,
  personId: certificates.personId,
  code: certificates.code,
  name: sql<string>`coalesce(${certificateTypes.name}, ${certificates.code})`,
  nameEn: certificateTypes.nameEn,
  family: certificateTypes.family,
  level: certificates.level,
  topLevel: certificateTypes.topLevel,
  issuedBy: certificates.issuedBy,
  issuedOn: certificates.issuedOn,
  validUntil: certificates.validUntil,
  source: certificates.source,
  revokedAt: certificates.revokedAt,
  revokedBy: certificates.revokedBy,
  revokeReason: certificates.revokeReason,
  /** Whether it is the one that speaks for what its holder holds. */
  isCurrent: sql<boolean>`exists (select from ${certificatesHeld} where ${certificatesHeld.certificateId} = ${certificates.id})`,
};
const ofType = and(eq(certificateTypes.tenantId, certificates.tenantId), eq(certificateTypes.code, certificates.code));

/** A certificate of the actor's company; 404 when unseen. Who knows no colleagues sees their own. */
export async function getCertificate(ctx: Context, id: string) {
  const [row] = isId(id)
    ? await ctx.db
        .select({
          ...shown,
          person: people.name,
          leftOn: people.leftOn,
          revoker: sql<string | null>`(select w.name from people w where w.id = ${certificates.revokedBy})`,
        })
        .from(certificates)
        .innerJoin(people, eq(people.id, certificates.personId))
        .leftJoin(certificateTypes, ofType)
        .where(
          and(
            eq(certificates.id, id),
            can(ctx.actor, 'people.read') ? undefined : eq(certificates.personId, ctx.actor.personId),
          ),
        )
    : [];
  if (!row) throw notFound();
  return row;
}

/** All that was ever issued to somebody, the latest first. */
export const listCertificatesOf = (ctx: Context, personId: string) =>
  ctx.db
    .select(shown)
    .from(certificates)
    .leftJoin(certificateTypes, ofType)
    .where(eq(certificates.personId, personId))
    .orderBy(desc(certificates.issuedOn), desc(certificates.createdAt))
    .limit(200);
export type CertificateOf = Awaited<ReturnType<typeof listCertificatesOf>>[number];

/** What somebody holds, what runs out first at the top. */
export const listHeld = (ctx: Context, personId: string) =>
  ctx.db
    .select({
      id: certificatesHeld.id,
      certificateId: certificatesHeld.certificateId,
      code: certificatesHeld.code,
      name: sql<string>`coalesce(${certificateTypes.name}, ${certificatesHeld.code})`,
      nameEn: certificateTypes.nameEn,
      level: certificatesHeld.level,
      topLevel: certificateTypes.topLevel,
      issuedBy: certificatesHeld.issuedBy,
      validUntil: certificatesHeld.validUntil,
    })
    .from(certificatesHeld)
    .leftJoin(
      certificateTypes,
      and(eq(certificateTypes.tenantId, certificatesHeld.tenantId), eq(certificateTypes.code, certificatesHeld.code)),
    )
    .where(eq(certificatesHeld.personId, personId))
    .orderBy(asc(certificatesHeld.validUntil), asc(certificatesHeld.code));
export type HeldCertificate = Awaited<ReturnType<typeof listHeld>>[number];
