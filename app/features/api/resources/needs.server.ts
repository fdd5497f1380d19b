import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { needs } from '#drizzle/schema';
import { productLines } from '~/features/offerings/rules';
import { needKinds, needStates } from '~/features/visits/rules';
import { idFilter, oneFilter } from '../filters';
import { asked, madeOrders, scopedRows } from '../register.server';
import { resource } from '../resource.server';
import { count, instant, uuid, word } from '../shapes';

const need = z.object({
  id: uuid,
  accountId: uuid,
  visitId: uuid.nullable(),
  opportunityId: uuid.nullable(),
  kind: word(needKinds),
  line: word(productLines).nullable(),
  text: z.string(),
  state: word(needStates),
  ownerId: uuid,
  unitId: count,
  createdAt: instant,
  updatedAt: instant,
  version: count,
});
const rows = scopedRows(
  needs,
  needs.accountId,
  (of) => sql`${of}.deleted_at is null and not exists (select from visits v
    where v.tenant_id = ${of}.tenant_id and v.id = ${of}.visit_id and v.deleted_at is not null)`,
);

/** What customers said they need; written with the visit they said it in (`POST /visits/{id}/complete`). */
export const needResource = resource({
  name: 'needs',
  permission: 'visit.read',
  listed: need,
  whole: need,
  sorts: madeOrders,
  filters: z.object({ account: idFilter, visit: idFilter, opportunity: idFilter, state: oneFilter(needStates) }),
  list: (ctx, { account, visit, opportunity, state, ...ask }) =>
    rows.list(
      ctx,
      ask,
      asked(
        {
          account: sql`t.account_id = ${account}::uuid`,
          visit: sql`t.visit_id = ${visit}::uuid`,
          opportunity: sql`t.opportunity_id = ${opportunity}::uuid`,
          state: sql`t.state = ${state}`,
        },
        { account, visit, opportunity, state },
      ),
    ),
  get: rows.get,
});
