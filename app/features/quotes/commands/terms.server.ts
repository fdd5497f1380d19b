import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { difference } from '~/core/journal.server';
import type { Result } from '~/core/result';
import { refused } from '~/core/result';
import type { Terms } from '../input';
import { changeQuote } from './change.server';

/** Title, term, validity and conditions of an open quote. */
export const changeTerms = (ctx: Context, id: string, { version, ...values }: Terms): Promise<Result<null>> =>
  changeQuote(ctx, id, version, 'quote.changed', async (ctx, row) => {
    if (values.validUntil && values.validUntil < today(ctx.now))
      return refused('invalid', { fields: { validUntil: 'quote.validity_past' } });
    const patch = { ...values, terms: values.terms ?? '' };
    return { patch, after: difference<Record<string, unknown>>(row, patch).after, value: null };
  });

/** The discount of the quote as a whole. */
export const discountQuote = (
  ctx: Context,
  id: string,
  input: { version: number; discountBp: number },
): Promise<Result<null>> =>
  changeQuote(ctx, id, input.version, 'quote.changed', async () => ({
    patch: { discountBp: input.discountBp },
    after: { discountBp: input.discountBp },
    value: null,
  }));

/** The discount of all lines at the sites of a group; none takes it away. */
export const discountGroup = (
  ctx: Context,
  id: string,
  input: { version: number; group: string; discountBp: number },
): Promise<Result<null>> =>
  changeQuote(ctx, id, input.version, 'quote.changed', async (_ctx, row) => {
    const { [input.group]: _, ...others } = row.groupDiscounts;
    const groupDiscounts = input.discountBp ? { ...others, [input.group]: input.discountBp } : others;
    return { patch: { groupDiscounts }, after: { group: input.group, discountBp: input.discountBp }, value: null };
  });
