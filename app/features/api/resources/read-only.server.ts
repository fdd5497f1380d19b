import * as z from 'zod';
import { today } from '~/core/dates';
import { readCursor } from '~/core/paging';
import { can } from '~/core/permissions';
import { getOffering } from '~/features/offerings/detail.server';
import { findOfferings } from '~/features/offerings/queries.server';
import { lifecycles, productLines } from '~/features/offerings/rules';
import { getPerson, listPeople } from '~/features/people/queries/people.server';
import { personState, roles } from '~/features/people/rules';
import { oneFilter, textFilter, unitFilter } from '../filters';
import { resource } from '../resource.server';
import { count, dayOf, fen, instant, uuid, word } from '../shapes';

const offering = z.object({
  id: uuid,
  code: z.string(),
  name: z.string(),
  nameEn: z.string().nullable(),
  line: word(productLines),
  lifecycle: word(lifecycles),
  /** Left out for who may not see prices. */
  listOneOffFen: fen.nullable().optional(),
  listMonthlyFen: fen.nullable().optional(),
  variantOfId: uuid.nullable(),
});

const withoutPrices = <T extends { listOneOffFen?: unknown; listMonthlyFen?: unknown }>(row: T) => {
  const { listOneOffFen: _, listMonthlyFen: __, ...rest } = row;
  return rest;
};

export const offeringResource = resource({
  name: 'offerings',
  permission: 'catalogue.read',
  listed: offering,
  whole: offering.extend({
    description: z.string().nullable(),
    descriptionEn: z.string().nullable(),
    launchedOn: dayOf.nullable(),
    retiresOn: dayOf.nullable(),
    substituteId: uuid.nullable(),
    updatedAt: instant,
  }),
  sorts: ['code'],
  filters: z.object({ q: textFilter, line: oneFilter(productLines), lifecycle: oneFilter(lifecycles) }),
  async list(ctx, { cursor, limit, q, line, lifecycle }) {
    const filter = { text: q, line, after: readCursor(cursor), limit, ...(lifecycle && { lifecycles: [lifecycle] }) };
    const { items, next } = await findOfferings(ctx, filter);
    return { rows: can(ctx.actor, 'price.read') ? items : items.map(withoutPrices), next };
  },
  async get(ctx, id) {
    const row = await getOffering(ctx, id);
    return can(ctx.actor, 'price.read') ? row : withoutPrices(row);
  },
});

const person = z.object({
  id: uuid,
  name: z.string(),
  title: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  employeeNo: z.string().nullable(),
  unitId: count,
  unitName: z.string(),
  leftOn: dayOf.nullable(),
});

export const personResource = resource({
  name: 'people',
  permission: 'people.read',
  listed: person.extend({ roles: z.array(word(roles)) }),
  whole: person.extend({ joinedOn: dayOf.nullable(), state: word(['active', 'leaving', 'left']) }),
  sorts: ['name'],
  filters: z.object({
    q: textFilter,
    unit: unitFilter,
    role: oneFilter(roles),
    state: oneFilter(['active', 'left', 'all']),
  }),
  async list(ctx, { cursor, limit, q = '', unit, role, state = 'active' }) {
    const page = await listPeople(ctx, { q, unit, role: role ?? null, state }, cursor, limit);
    return { rows: page.rows, next: page.after };
  },
  async get(ctx, id) {
    const row = await getPerson(ctx, id);
    return { ...row, state: personState(row.leftOn, today(ctx.now)) };
  },
});
