import { and, eq } from 'drizzle-orm';
import { certificatesHeld } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result } from '~/core/result';
import type { AddCertificateInput } from '../certificate-input';
import { lockManaged, subjectOf } from './person.server';

/** Enters a certificate somebody holds; the same code again replaces what was known of it. */
export const addCertificate = (ctx: Context, personId: string, input: AddCertificateInput): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const person = await lockManaged(ctx, personId);
    const { id, code, issuedBy, validUntil } = input;
    const held = and(eq(certificatesHeld.personId, personId), eq(certificatesHeld.code, code));
    const [before] = await ctx.db.select().from(certificatesHeld).where(held);
    if (before?.id === id) return ok(null); // sent twice
    if (before) await ctx.db.delete(certificatesHeld).where(held);
    const [added] = await ctx.db
      .insert(certificatesHeld)
      .values({ id, tenantId: person.tenantId, personId, code, issuedBy, validUntil, createdAt: ctx.now })
      .onConflictDoNothing()
      .returning({ id: certificatesHeld.id });
    if (!added) throw notFound();
    await record(ctx, 'person.certificate_added', subjectOf(person), { after: { code, issuedBy, validUntil } });
    return ok(null);
  });

export const dropCertificate = (ctx: Context, personId: string, id: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const person = await lockManaged(ctx, personId);
    const [gone] = await ctx.db
      .delete(certificatesHeld)
      .where(and(eq(certificatesHeld.personId, personId), eq(certificatesHeld.id, id)))
      .returning({ code: certificatesHeld.code });
    if (gone) await record(ctx, 'person.certificate_dropped', subjectOf(person), { before: { code: gone.code } });
    return ok(null);
  });
