import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { attachments } from '#drizzle/schema';
import { getFile } from '~/features/attachments/queries.server';
import { attachmentKinds } from '~/features/attachments/rules';
import { documentKinds } from '~/features/opportunities/rules';
import { idFilter, oneFilter } from '../filters';
import { asked, madeOrders, scopedRows } from '../register.server';
import { resource } from '../resource.server';
import { count, instant, uuid, word } from '../shapes';

const attachment = z.object({
  id: uuid,
  accountId: uuid,
  visitId: uuid.nullable(),
  opportunityId: uuid.nullable(),
  contractId: uuid.nullable(),
  kind: word(attachmentKinds),
  documentKind: word(documentKinds).nullable(),
  name: z.string(),
  mime: z.string(),
  bytes: count,
  sha256: z.string(),
  takenAt: instant.nullable(),
  addedBy: uuid,
  createdAt: instant,
});
const lives = (table: string, column: string) => (of: ReturnType<typeof sql>) =>
  sql`(${of}.${sql.identifier(column)} is null or exists (select from ${sql.identifier(table)} p
    where p.tenant_id = ${of}.tenant_id and p.id = ${of}.${sql.identifier(column)} and p.deleted_at is null))`;
const ofVisit = lives('visits', 'visit_id');
const ofDeal = lives('opportunities', 'opportunity_id');
const rows = scopedRows(
  attachments,
  attachments.accountId,
  (of) => sql`${of}.deleted_at is null and ${ofVisit(of)} and ${ofDeal(of)}`,
);

/** What files there are of visits, deals and contracts; their bytes are sent and read on the pages. */
export const attachmentResource = resource({
  name: 'attachments',
  permission: 'visit.read',
  listed: attachment,
  whole: attachment,
  sorts: madeOrders,
  filters: z.object({
    account: idFilter,
    visit: idFilter,
    opportunity: idFilter,
    contract: idFilter,
    kind: oneFilter(attachmentKinds),
  }),
  list: (ctx, { account, visit, opportunity, contract, kind, ...ask }) =>
    rows.list(
      ctx,
      ask,
      asked(
        {
          account: sql`t.account_id = ${account}::uuid`,
          visit: sql`t.visit_id = ${visit}::uuid`,
          opportunity: sql`t.opportunity_id = ${opportunity}::uuid`,
          contract: sql`t.contract_id = ${contract}::uuid`,
          kind: sql`t.kind = ${kind}`,
        },
        { account, visit, opportunity, contract, kind },
      ),
    ),
  async get(ctx, id) {
    await getFile(ctx, id);
    return rows.get(ctx, id);
  },
});
