import { quotes } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { addDays, today } from '~/core/dates';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result } from '~/core/result';
import { lockOpportunity } from '../../opportunities/commands/load.server';
import type { NewQuote } from '../input';
import { lockQuote, type Quote } from '../queries/quote.server';
import { usualValidity } from '../rules';
import { subjectOf } from './change.server';

/** As customers read it: the day, and six letters that tell it from others of the day. */
export const numberOf = (ctx: Context, id: string) =>
  `Q${today(ctx.now).replaceAll('-', '')}-${id.replaceAll('-', '').slice(-6).toUpperCase()}`;

/** Begins a quote for a deal. Sent twice with the same id, it exists once. */
export const createQuote = (ctx: Context, input: NewQuote, terms: string): Promise<Result<{ id: string }>> =>
  inTransaction(ctx, async (ctx) => {
    const deal = await lockOpportunity(ctx, input.opportunityId);
    requirePermission(ctx.actor, 'quote.write', deal);
    const row = {
      tenantId: deal.tenantId,
      id: input.id,
      unitId: deal.unitId,
      ownerId: deal.ownerId,
      accountId: deal.accountId,
      opportunityId: deal.id,
      number: numberOf(ctx, input.id),
      title: input.title,
      months: input.months,
      validUntil: addDays(today(ctx.now), usualValidity),
      terms,
      createdBy: ctx.actor.personId,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    };
    const added = await ctx.db
      .insert(quotes)
      .values(row)
      .onConflictDoNothing({ target: [quotes.tenantId, quotes.id] })
      .returning({ id: quotes.id });
    if (!added.length) return ok({ id: (await lockQuote(ctx, input.id)).id }); // sent twice
    await record(ctx, 'quote.created', subjectOf(row as unknown as Quote), {
      after: { title: input.title, number: row.number },
    });
    return ok({ id: input.id });
  });
