import { desc, eq, sql } from 'drizzle-orm';
import { enquiryForms, leads, units } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { countCap } from '~/core/paging';

/** Public forms of a company, the latest first, with how many leads each has brought, counted no further than the cap. */
export const listForms = (ctx: Context, tenantId: number) =>
  ctx.db
    .select({
      id: enquiryForms.id,
      name: enquiryForms.name,
      source: enquiryForms.source,
      token: enquiryForms.token,
      revokedAt: enquiryForms.revokedAt,
      createdAt: enquiryForms.createdAt,
      unitName: units.name,
      leads: sql<number>`(select count(*)::int from (select 1 from ${leads} l where l.form_id = ${enquiryForms.id} limit ${countCap}) c)`,
    })
    .from(enquiryForms)
    .leftJoin(units, eq(units.id, enquiryForms.unitId))
    .where(eq(enquiryForms.tenantId, tenantId))
    .orderBy(desc(enquiryForms.createdAt), enquiryForms.id)
    .limit(200);
