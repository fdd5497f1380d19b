import { quoteLines, quoteSites, quotes } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { addDays, today } from '~/core/dates';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result } from '~/core/result';
import { listLines, listSites, lockQuote } from '../queries/quote.server';
import { usualValidity } from '../rules';
import { subjectOf } from './change.server';
import { numberOf } from './create.server';
import { insertRows } from './rows.server';

/** A copy to ask “what if”: its own draft, with the same sites, lines and prices. Sent twice, it exists once. */
export const copyQuote = (
  ctx: Context,
  id: string,
  input: { id: string; title: string },
): Promise<Result<{ id: string }>> =>
  inTransaction(ctx, async (ctx) => {
    const row = await lockQuote(ctx, id);
    requirePermission(ctx.actor, 'quote.write', row);
    const copy = {
      ...row,
      id: input.id,
      number: numberOf(ctx, input.id),
      title: input.title,
      state: 'draft' as const,
      revision: 1,
      validUntil: addDays(today(ctx.now), usualValidity),
      variantOfId: row.id,
      createdBy: ctx.actor.personId,
      submittedAt: null,
      submittedBy: null,
      sentAt: null,
      closedAt: null,
      createdAt: ctx.now,
      updatedAt: ctx.now,
      version: 1,
    };
    const [sites, lines] = [await listSites(ctx, row), await listLines(ctx, row)];
    const idOf = new Map(sites.map((site) => [site.id, newId()]));
    const bundles = row.bundles.map((pick) => ({
      ...pick,
      kinds: pick.kinds.map((kind) => ({ ...kind, siteIds: kind.siteIds.flatMap((one) => idOf.get(one) ?? []) })),
    }));
    const added = await ctx.db
      .insert(quotes)
      .values({ ...copy, bundles })
      .onConflictDoNothing({ target: [quotes.tenantId, quotes.id] })
      .returning({ id: quotes.id });
    if (!added.length) return ok({ id: (await lockQuote(ctx, input.id)).id }); // sent twice
    const fresh = { quoteId: input.id, createdAt: ctx.now };
    await insertRows(
      ctx,
      quoteSites,
      sites.map((site) => ({ ...site, ...fresh, id: idOf.get(site.id) ?? newId() })),
    );
    await insertRows(
      ctx,
      quoteLines,
      lines.map((line) => ({ ...line, ...fresh, id: newId(), siteId: line.siteId && (idOf.get(line.siteId) ?? null) })),
    );
    await record(ctx, 'quote.copied', subjectOf(copy), { after: { title: input.title, from: row.number } });
    return ok({ id: input.id });
  });
