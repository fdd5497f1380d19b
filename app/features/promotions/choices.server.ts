import type { Context } from '~/core/context.server';
import { onlySections, placeChoices, sectionChoices } from '../accounts/market-choices';
import { nameIn } from '../offerings/named';
import { listOfferings } from '../offerings/queries.server';
import type { PromotionRow } from './queries.server';

/** What a promotion's form offers to choose from. */
export async function promotionChoices(ctx: Context) {
  const { locale } = ctx.actor;
  const sold = await listOfferings(ctx);
  return {
    offerings: sold.map((one) => ({ value: one.id, label: `${nameIn(locale, one)} · ${one.code}` })),
    regions: placeChoices(locale),
    industries: sectionChoices(locale),
  };
}

/** A kept promotion as its form shows it. */
export const formOf = (row: PromotionRow) => ({
  ...row,
  industries: onlySections(row.industries),
  amount: String(row.effect === 'free_months' ? row.amount : row.amount / 100),
  budget: row.budget === null ? '' : String(row.budgetKind === 'amount' ? row.budget / 100 : row.budget),
});
