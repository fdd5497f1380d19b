import * as z from 'zod';
import type { Context } from '~/core/context.server';
import { readCursor, writeCursor } from '~/core/paging';
import type { Result } from '~/core/result';
import { priceKinds, pricePeriods } from '~/features/offerings/rules';
import { createQuote } from '~/features/quotes/commands/create.server';
import { addLines, changeLines, removeLines, takeNewPrices } from '~/features/quotes/commands/lines.server';
import { sendQuote } from '~/features/quotes/commands/send.server';
import { reviseQuote, submitQuote, withdrawQuote } from '~/features/quotes/commands/submit.server';
import { changeTerms, discountQuote } from '~/features/quotes/commands/terms.server';
import {
  addLinesInput,
  changeLinesInput,
  discountInput,
  newQuoteInput,
  removeLinesInput,
  sendInput,
  submitInput,
  termsInput,
  versionInput,
} from '~/features/quotes/input';
import { listQuotes, type quoteOrders, quoteShows } from '~/features/quotes/queries/list.server';
import { getQuote, listLines } from '~/features/quotes/queries/quote.server';
import { quoteStates } from '~/features/quotes/rules';
import { translate } from '~/locales/translate.server';
import { oneFilter } from '../filters';
import { resource, type Sub, write } from '../resource.server';
import { count, dayOf, fen, instant, uuid, word } from '../shapes';

const quote = z.object({
  id: uuid,
  number: z.string(),
  title: z.string(),
  state: word(quoteStates),
  siteCount: count,
  totalFen: fen,
  validUntil: dayOf.nullable(),
  updatedAt: instant,
});

const given = ['version'] as const;
const versioned = true;
const versionOnly = (run: (ctx: Context, id: string, version: number) => Promise<Result<unknown>>) =>
  write({ input: versionInput, given, versioned, run: (ctx, id, { version }) => run(ctx, id, version) });

/** What is sold where, at which price; what it costs us is not among it. */
const lines: Sub = {
  listed: z.object({
    id: uuid,
    siteId: uuid.nullable(),
    position: count,
    offeringId: uuid,
    offeringCode: z.string(),
    offeringName: z.string(),
    priceId: uuid,
    priceName: z.string(),
    kind: word(priceKinds),
    period: word(pricePeriods).nullable(),
    amountFen: fen,
    quantity: count,
    discountBp: count,
    taxPercent: count,
  }),
  filters: z.object({}),
  sorts: ['position'],
  async list(ctx, id, { cursor, limit }) {
    const all = await listLines(ctx, (await getQuote(ctx, id)).quote);
    const from = 1 + all.findIndex((line) => line.id === readCursor(cursor)?.id);
    const rows = all.slice(from, from + limit);
    const last = rows.at(-1);
    return {
      rows,
      next: last && from + limit < all.length ? writeCursor({ value: last.position, id: last.id }) : null,
    };
  },
};

/** Customers accept or decline by the link they were sent: nobody does it for them, no program either. */
export const quoteResource = resource({
  name: 'quotes',
  permission: 'quote.read',
  listed: quote.extend({ accountName: z.string().nullable(), ownerName: z.string().nullable() }),
  whole: quote.extend({
    accountId: uuid,
    opportunityId: uuid,
    months: count,
    revision: count,
    oneOffFen: fen,
    monthlyFen: fen,
    taxFen: fen,
    discountBp: count,
    terms: z.string(),
    note: z.string().nullable(),
    ownerId: uuid,
    unitId: count,
    createdAt: instant,
    version: count,
  }),
  sorts: ['-updated', 'updated'],
  filters: z.object({ show: oneFilter(quoteShows) }),
  async list(ctx, { cursor, limit, sort, since, show }) {
    // who keeps a copy wants those that ended, too
    const shown = show ?? (since ? null : 'open');
    const page = await listQuotes(ctx, shown, cursor, limit, { sort: sort as keyof typeof quoteOrders, since });
    return { rows: page.rows, next: page.after };
  },
  get: async (ctx, id) => (await getQuote(ctx, id)).quote,
  oneByOne: true,
  create: write({
    input: newQuoteInput,
    run: (ctx, _id, input) => createQuote(ctx, input, translate(ctx.actor.locale)('quote.standard_terms')),
  }),
  update: write({ input: termsInput, given, versioned, run: changeTerms }),
  verbs: {
    add_lines: write({ input: addLinesInput, given, versioned, run: addLines }),
    change_lines: write({ input: changeLinesInput, given, versioned, run: changeLines }),
    remove_lines: write({ input: removeLinesInput, given, versioned, run: removeLines }),
    discount: write({ input: discountInput, given, versioned, run: discountQuote }),
    reprice: versionOnly(takeNewPrices),
    submit: write({ input: submitInput, given, versioned, run: submitQuote }),
    send: write({ input: sendInput, given, versioned, run: sendQuote }),
    revise: versionOnly(reviseQuote),
    withdraw: versionOnly(withdrawQuote),
  },
  subs: { lines },
});
