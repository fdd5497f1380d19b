import { quoteVersions } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { today } from '~/core/dates';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import { stale } from '../../people/history.server';
import { composeDocument } from '../compose.server';
import { listLines, listSites, listVersions, lockQuote } from '../queries/quote.server';
import { childOf, saveQuote, subjectOf } from './change.server';
import { spendPromotions } from './promotion.server';

/** Keeps the approved quote as it is for ever and calls it sent. Sent twice, there is one version. */
export const sendQuote = (
  ctx: Context,
  id: string,
  input: { id: string; version: number },
): Promise<Result<{ versionId: string }>> =>
  inTransaction(ctx, async (ctx) => {
    const row = await lockQuote(ctx, id);
    requirePermission(ctx.actor, 'quote.send', row);
    if (row.state === 'sent') {
      const [last] = await listVersions(ctx, row);
      return last?.id === input.id ? ok({ versionId: last.id }) : refused('quote.sent_already');
    }
    if (row.version !== input.version) return stale(ctx, row.id);
    if (row.state !== 'approved') return refused('quote.not_approved');
    if (!row.validUntil || row.validUntil < today(ctx.now)) return refused('quote.validity_over');
    const [sites, lines] = [await listSites(ctx, row), await listLines(ctx, row)];
    const clash = await spendPromotions(ctx, row, sites, lines);
    if (clash) return clash;
    const document = await composeDocument(ctx, row, sites, lines);
    await ctx.db.insert(quoteVersions).values({
      ...childOf(row),
      id: input.id,
      revision: row.revision,
      number: row.number,
      document,
      totalFen: row.totalFen ?? 0,
      marginBp: row.marginBp,
      validUntil: row.validUntil,
      sentAt: ctx.now,
      sentBy: ctx.actor.personId,
      createdAt: ctx.now,
    });
    await saveQuote(ctx, row, { state: 'sent', sentAt: ctx.now });
    await record(ctx, 'quote.sent', subjectOf(row), {
      after: { revision: row.revision, totalFen: row.totalFen, validUntil: row.validUntil },
    });
    return ok({ versionId: input.id });
  });
