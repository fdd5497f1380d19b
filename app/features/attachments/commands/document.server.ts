import { and, count, eq, isNull } from 'drizzle-orm';
import { attachments } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { checkInput } from '~/core/input.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { inScope } from '~/core/scope.server';
import { readUpload } from '~/core/upload.server';
import { proveEvidence } from '../../opportunities/commands/evidence.server';
import { lockOpportunity, subjectOf } from '../../opportunities/commands/load.server';
import { getOpportunity, type Opportunity } from '../../opportunities/queries.server';
import { type AddDocumentInput, addDocumentInput, type ChangeDocumentInput } from '../document-input';
import { mostDocuments } from '../documents';
import { type KeptDocument, receiveDocument } from '../receive-document.server';

/** Takes the file of a multipart form; nobody who may not add one sends its bytes for nothing. */
export async function addDocumentFromRequest(
  ctx: Context,
  opportunityId: string,
  request: Request,
): Promise<Result<{ id: string }> & { typed?: Record<string, unknown> }> {
  const { opportunity } = await getOpportunity(ctx, opportunityId);
  requirePermission(ctx.actor, 'opportunity.update', opportunity);
  const { typed, file, refusal } = await readUpload(request, receiveDocument);
  const input = checkInput(typed, addDocumentInput);
  if (!input.ok) return { ...input, typed };
  if (!file) return { ...refused('invalid', { fields: { file: refusal ?? 'attachment.missing' } }), typed };
  const added = await addDocument(ctx, opportunityId, input.value, file);
  return added.ok ? added : { ...added, typed };
}

async function isFull(ctx: Context, deal: Opportunity) {
  const [held] = await ctx.db
    .select({ n: count() })
    .from(attachments)
    .where(and(ofDeal(deal), isNull(attachments.deletedAt)));
  return (held?.n ?? 0) >= mostDocuments;
}
const full = refused('invalid', { fields: { file: 'document.full' } });

const ofDeal = (deal: Pick<Opportunity, 'tenantId' | 'id'>) =>
  and(
    eq(attachments.tenantId, deal.tenantId),
    eq(attachments.opportunityId, deal.id),
    eq(attachments.kind, 'document'),
    isNull(attachments.visitId),
  );

/** Adds a file that is on disk already to a deal; one that proves evidence ticks it. Sent twice it is added once. */
export const addDocument = (
  ctx: Context,
  opportunityId: string,
  { id, as, note }: AddDocumentInput,
  file: KeptDocument,
): Promise<Result<{ id: string }>> =>
  inTransaction(ctx, async (ctx) => {
    const deal = await lockOpportunity(ctx, opportunityId);
    requirePermission(ctx.actor, 'opportunity.update', deal);
    const [known] = await ctx.db
      .select({ opportunityId: attachments.opportunityId, visitId: attachments.visitId })
      .from(attachments)
      .where(and(eq(attachments.id, id), inScope(ctx, attachments, attachments.accountId)));
    if (known && (known.opportunityId !== deal.id || known.visitId)) throw notFound();
    if (known) return ok({ id });
    if (await isFull(ctx, deal)) return full;
    if (as.evidence) {
      requirePermission(ctx.actor, 'opportunity.advance', deal);
      const proved = await proveEvidence(ctx, deal, as.evidence, note);
      if (!proved.ok) return proved;
    }
    const { tenantId, unitId, ownerId, accountId } = deal;
    const [added] = await ctx.db
      .insert(attachments)
      .values({
        ...file,
        ...{ tenantId, id, unitId, ownerId, accountId, opportunityId },
        kind: 'document',
        documentKind: as.document,
        evidenceKey: as.evidence,
        addedBy: ctx.actor.personId,
        createdAt: ctx.now,
      })
      .onConflictDoNothing()
      .returning({ id: attachments.id });
    if (!added) throw notFound(); // the id is taken where this person does not see
    await record(ctx, 'opportunity.file_added', subjectOf(deal), { after: { fileName: file.name, bytes: file.bytes } });
    return ok({ id });
  });

/** Takes a file off the deal, or puts it back; its bytes stay where they are. */
export const changeDocument = (
  ctx: Context,
  opportunityId: string,
  { intent, attachmentId }: ChangeDocumentInput,
): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const deal = await lockOpportunity(ctx, opportunityId);
    requirePermission(ctx.actor, 'opportunity.update', deal);
    const here = and(ofDeal(deal), eq(attachments.id, attachmentId));
    const [file] = await ctx.db.select().from(attachments).where(here);
    if (!file) throw notFound();
    const isDeleting = intent === 'delete';
    if (isDeleting === (file.deletedAt !== null)) return ok(null);
    if (!isDeleting && (await isFull(ctx, deal))) return full;
    await ctx.db
      .update(attachments)
      .set({ deletedAt: isDeleting ? ctx.now : null, deletedBy: isDeleting ? ctx.actor.personId : null })
      .where(here);
    await record(ctx, `opportunity.file_${isDeleting ? 'removed' : 'restored'}`, subjectOf(deal), {
      [isDeleting ? 'before' : 'after']: { fileName: file.name },
    });
    return ok(null);
  });
