import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { sites } from '#drizzle/schema';
import { idFilter } from '../filters';
import { asked, madeOrders, scopedRows } from '../register.server';
import { resource } from '../resource.server';
import { count, instant, uuid } from '../shapes';

const site = z.object({
  id: uuid,
  accountId: uuid,
  name: z.string(),
  address: z.string().nullable(),
  longitude: z.number().nullable(),
  latitude: z.number().nullable(),
  ownerId: uuid,
  unitId: count,
  createdAt: instant,
  updatedAt: instant,
  version: count,
});
const rows = scopedRows(sites, sites.accountId, (of) => sql`${of}.deleted_at is null`);

/** Where services are delivered. */
export const siteResource = resource({
  name: 'sites',
  permission: 'account.read',
  listed: site,
  whole: site,
  sorts: madeOrders,
  filters: z.object({ account: idFilter }),
  list: (ctx, { account, ...ask }) =>
    rows.list(ctx, ask, asked({ account: sql`t.account_id = ${account}::uuid` }, { account })),
  get: rows.get,
});
