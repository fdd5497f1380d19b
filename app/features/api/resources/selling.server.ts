import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { bundles, promotions } from '#drizzle/schema';
import { today } from '~/core/dates';
import { can } from '~/core/permissions';
import { bundleStates } from '~/features/bundles/rules';
import { productLines } from '~/features/offerings/rules';
import { budgetKinds, effects } from '~/features/promotions/rules';
import { oneFilter, yesFilter } from '../filters';
import { asked, companiesOf, keptRows, madeOrders } from '../register.server';
import { resource } from '../resource.server';
import { count, dayOf, instant, uuid, word } from '../shapes';

const whom = {
  regions: z.array(z.string()),
  industries: z.array(z.string()),
  grades: z.array(z.string()),
  heldOfferingId: uuid.nullable(),
};
const bundle = z.object({
  id: uuid,
  code: z.string(),
  name: z.string(),
  nameEn: z.string().nullable(),
  description: z.string().nullable(),
  descriptionEn: z.string().nullable(),
  state: word(bundleStates),
  ...whom,
  createdAt: instant,
  updatedAt: instant,
  version: count,
});
const bundleRows = keptRows(
  bundles,
  (ctx) => sql`(${bundles.tenantId} is null or ${bundles.tenantId} = ${companiesOf(ctx)})
    and ${can(ctx.actor, 'offering.manage') ? sql`true` : sql`${bundles.state} <> 'draft'`}`,
);

export const bundleResource = resource({
  name: 'bundles',
  permission: 'price.read',
  listed: bundle,
  whole: bundle,
  sorts: madeOrders,
  filters: z.object({ state: oneFilter(bundleStates) }),
  list: (ctx, { state, ...ask }) =>
    bundleRows.list(ctx, ask, asked({ state: sql`${bundles.state} = ${state}` }, { state })),
  get: bundleRows.get,
});

const promotion = z.object({
  id: uuid,
  code: z.string(),
  name: z.string(),
  nameEn: z.string().nullable(),
  description: z.string().nullable(),
  startsOn: dayOf,
  endsOn: dayOf,
  endedAt: instant.nullable(),
  offeringId: uuid.nullable(),
  line: word(productLines).nullable(),
  ...whom,
  effect: word(effects),
  amount: z.number().meta({ description: 'basis points, fen or months, as the effect says' }),
  budgetKind: word(budgetKinds).nullable(),
  budget: z.number().nullable(),
  usedCount: count,
  createdAt: instant,
  updatedAt: instant,
  version: count,
});
const promotionRows = keptRows(
  promotions,
  (ctx) => sql`(${promotions.tenantId} is null or ${promotions.tenantId} = ${companiesOf(ctx)})`,
);

export const promotionResource = resource({
  name: 'promotions',
  permission: 'price.read',
  listed: promotion,
  whole: promotion,
  sorts: madeOrders,
  filters: z.object({ live: yesFilter }),
  list: (ctx, { live, ...ask }) => {
    const day = today(ctx.now);
    const runs = sql`${promotions.endedAt} is null and ${day}::date between ${promotions.startsOn} and ${promotions.endsOn}`;
    return promotionRows.list(ctx, ask, asked({ live: runs }, { live }));
  },
  get: promotionRows.get,
});
