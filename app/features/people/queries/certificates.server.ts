import { asc, eq } from 'drizzle-orm';
import { certificatesHeld } from '#drizzle/schema';
import type { Context } from '~/core/context.server';

/** What somebody holds, what runs out first at the top. */
export const listCertificates = (ctx: Context, personId: string) =>
  ctx.db
    .select({
      id: certificatesHeld.id,
      code: certificatesHeld.code,
      issuedBy: certificatesHeld.issuedBy,
      validUntil: certificatesHeld.validUntil,
    })
    .from(certificatesHeld)
    .where(eq(certificatesHeld.personId, personId))
    .orderBy(asc(certificatesHeld.validUntil), asc(certificatesHeld.code));
export type CertificateHeld = Awaited<ReturnType<typeof listCertificates>>[number];
