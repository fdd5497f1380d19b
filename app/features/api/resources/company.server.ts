import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { automationRules, customFields } from '#drizzle/schema';
import { notFound } from '~/core/refusals.server';
import { getEnterprise } from '~/features/accounts/queries/enterprise.server';
import { listEnterprises } from '~/features/accounts/queries/enterprises.server';
import { ruleEvents } from '~/features/automation/rules';
import { customEntities, customKinds } from '~/features/custom-fields/rules';
import { listUnits } from '~/features/people/queries/units.server';
import { unitKinds } from '~/features/people/rules';
import { oneFilter, textFilter, unitFilter } from '../filters';
import { asked, companiesOf, keptRows, madeOrders } from '../register.server';
import { resource } from '../resource.server';
import { count, fen, instant, uuid, word } from '../shapes';

const unit = z.object({
  id: count,
  parentId: count.nullable(),
  name: z.string(),
  kind: word(unitKinds),
  tenantId: count,
  closedAt: instant.nullable(),
});

/** The organisation, on one page. */
export const unitResource = resource({
  name: 'units',
  permission: 'people.read',
  listed: unit,
  whole: unit,
  sorts: ['position'],
  filters: z.object({ parent: unitFilter }),
  async list(ctx, { parent }) {
    const all = await listUnits(ctx);
    return { rows: all.filter(({ parentId }) => parent === undefined || parentId === parent), next: null };
  },
  async get(ctx, id) {
    const found = (await listUnits(ctx)).find((one) => String(one.id) === id);
    if (!found) throw notFound();
    return found;
  },
});

const field = z.object({
  id: uuid,
  entity: word(customEntities),
  key: z.string(),
  kind: word(customKinds),
  label: z.string(),
  labelEn: z.string().nullable(),
  unit: z.string().nullable(),
  decimals: count,
  options: z.array(z.object({ value: z.string(), en: z.string().nullable() })),
  isRequired: z.boolean(),
  requiredStage: z.string().nullable(),
  isListed: z.boolean(),
  isFilterable: z.boolean(),
  createdAt: instant,
  updatedAt: instant,
  version: count,
});
const fieldRows = keptRows(
  customFields,
  (ctx) => sql`${customFields.tenantId} = ${companiesOf(ctx)} and ${customFields.retiredAt} is null`,
);

/** What `custom` holds. */
export const fieldResource = resource({
  name: 'fields',
  permission: 'account.read',
  listed: field,
  whole: field,
  sorts: madeOrders,
  filters: z.object({ entity: oneFilter(customEntities) }),
  list: (ctx, { entity, ...ask }) =>
    fieldRows.list(ctx, ask, asked({ entity: sql`${customFields.entity} = ${entity}` }, { entity })),
  get: fieldRows.get,
});

const rule = z.object({
  id: uuid,
  name: z.string(),
  event: word(ruleEvents),
  days: count.nullable(),
  stage: z.string().nullable(),
  conditions: z.array(z.record(z.string(), z.unknown())),
  actions: z.array(z.record(z.string(), z.unknown())),
  isActive: z.boolean(),
  authorId: uuid,
  createdAt: instant,
  updatedAt: instant,
  version: count,
});
const ruleRows = keptRows(automationRules, (ctx) => sql`${automationRules.tenantId} = ${ctx.actor.tenantId}`);

/** What happens by itself; written where it can be tried out first. */
export const ruleResource = resource({
  name: 'rules',
  permission: 'automation.manage',
  listed: rule,
  whole: rule,
  sorts: madeOrders,
  filters: z.object({}),
  list: (ctx, ask) => ruleRows.list(ctx, ask),
  get: ruleRows.get,
});

const enterprise = z.object({ id: uuid, name: z.string(), industry: z.string().nullable() });

/** Groups with a branch among the accounts in sight. */
export const enterpriseResource = resource({
  name: 'enterprises',
  permission: 'account.read',
  listed: enterprise.extend({ branches: count, monthlyRevenueFen: fen }),
  whole: enterprise.extend({
    creditCode: z.string().nullable(),
    total: count.meta({ description: 'branches in sight' }),
    monthlyRevenueFen: fen,
    openCount: count,
    openFen: fen,
    branches: z
      .array(z.object({ id: uuid, parentId: uuid.nullable(), name: z.string() }))
      .meta({ description: 'the first 200 by name; the figures are of all' }),
  }),
  sorts: ['name'],
  filters: z.object({ q: textFilter }),
  async list(ctx, { cursor, limit, q }) {
    const page = await listEnterprises(ctx, q ?? null, cursor, limit);
    return { rows: page.rows, next: page.after };
  },
  async get(ctx, id) {
    const { sums, ...group } = await getEnterprise(ctx, id, { limit: 200 });
    const { branches: total, monthlyRevenueFen, openCount, openFen } = sums;
    return { ...group, total, monthlyRevenueFen, openCount, openFen };
  },
});
