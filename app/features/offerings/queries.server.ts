import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import { competitors, offeringPrices, offerings } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { type Cursor, pageSize, writeCursor } from '~/core/paging';
import { normalise } from '~/core/pinyin.server';
import { searchTerms } from '~/core/search-terms';
import type { Lifecycle, ProductLine } from './rules';

export type OfferingOption = { id: string; code: string; name: string; nameEn: string | null; line: ProductLine };

const sold: Lifecycle[] = ['pilot', 'launched', 'retiring'];
const mine = (ctx: Context) => [...new Set([ctx.actor.tenantId, ...ctx.actor.visibleTenants])];

/** What can be sold today: the national catalogue and the tenant's own. */
export const listOfferings = (ctx: Context): Promise<OfferingOption[]> =>
  ctx.db
    .select({
      id: offerings.id,
      code: offerings.code,
      name: offerings.name,
      nameEn: offerings.nameEn,
      line: offerings.line,
    })
    .from(offerings)
    .where(
      and(or(isNull(offerings.tenantId), inArray(offerings.tenantId, mine(ctx))), inArray(offerings.lifecycle, sold)),
    )
    .orderBy(asc(offerings.line), asc(offerings.code))
    .limit(500);

export const listCompetitors = (ctx: Context): Promise<{ id: string; name: string }[]> =>
  ctx.db
    .select({ id: competitors.id, name: competitors.name })
    .from(competitors)
    .where(or(isNull(competitors.tenantId), inArray(competitors.tenantId, mine(ctx))))
    .orderBy(asc(competitors.name))
    .limit(500);

/** Whether these choices exist for this person: a foreign key alone would accept another tenant's. */
export async function areChoosable(ctx: Context, chosen: { offeringId?: string | null; competitorId?: string | null }) {
  const { offeringId, competitorId } = chosen;
  const [offering, competitor] = await Promise.all([
    offeringId
      ? ctx.db.select({ id: offerings.id }).from(offerings).where(eq(offerings.id, offeringId))
      : [{ id: null }],
    competitorId
      ? ctx.db.select({ id: competitors.id }).from(competitors).where(eq(competitors.id, competitorId))
      : [{ id: null }],
  ]);
  return { offering: offering.length > 0, competitor: competitor.length > 0 };
}

export type OfferingPrice = Awaited<ReturnType<typeof listPrices>>[number];

/**
 * What these offerings cost on a day: of each price the approved version that is valid then, by code. Who may not
 * see prices (employees, trainers, agents) gets none.
 */
export const listPrices = (ctx: Context, offeringIds: string[], day: string) =>
  ctx.db
    .selectDistinctOn([offeringPrices.offeringId, offeringPrices.code], {
      id: offeringPrices.id,
      offeringId: offeringPrices.offeringId,
      code: offeringPrices.code,
      name: offeringPrices.name,
      nameEn: offeringPrices.nameEn,
      kind: offeringPrices.kind,
      period: offeringPrices.period,
      unit: offeringPrices.unit,
      amountFen: offeringPrices.amountFen,
      tiers: offeringPrices.tiers,
      costFen: offeringPrices.costFen,
      taxPercent: offeringPrices.taxPercent,
      validFrom: offeringPrices.validFrom,
      validUntil: offeringPrices.validUntil,
    })
    .from(offeringPrices)
    .where(
      and(
        inArray(offeringPrices.offeringId, offeringIds),
        isNotNull(offeringPrices.approvedAt),
        lte(offeringPrices.validFrom, day),
        or(isNull(offeringPrices.validUntil), gte(offeringPrices.validUntil, day)),
      ),
    )
    .orderBy(offeringPrices.offeringId, offeringPrices.code, desc(offeringPrices.validFrom));

export type OfferingFilter = {
  text?: string;
  line?: ProductLine | null;
  /** Everything but what has retired, unless told. */
  lifecycles?: readonly Lifecycle[];
  /** A GB/T 2260 code: what is sold there. */
  region?: string | null;
  after?: Cursor | null;
  limit?: number;
};

const notRetired: readonly Lifecycle[] = ['design', 'pilot', 'launched', 'retiring'];

const words = (list: readonly string[]) =>
  sql`array[${sql.join(
    list.map((one) => sql`${one}`),
    sql`, `,
  )}]::text[]`;

/** The catalogue by code, a page at a time: what the group sells and the person's own companies. */
export async function findOfferings(ctx: Context, filter: OfferingFilter) {
  const limit = filter.limit ?? pageSize;
  const where: SQL[] = [sql`o.lifecycle = any(${words(filter.lifecycles ?? notRetired)})`];
  const terms = filter.text ? searchTerms(normalise(filter.text)) : null;
  if (terms) where.push(sql`o.id in (select app.search_offerings(${words(terms.patterns)}))`);
  if (filter.line) where.push(sql`o.line = ${filter.line}`);
  if (filter.region)
    where.push(
      sql`(o.regions = '{}' or exists (select from unnest(o.regions) r where ${filter.region} like r || '%'))`,
    );
  if (filter.after) where.push(sql`(o.code, o.id) > (${String(filter.after.value)}, ${filter.after.id}::uuid)`);
  const rows = [
    ...(await ctx.db.execute<Row>(sql`
      select o.id, o.tenant_id, o.code, o.name, o.name_en, o.line, o.lifecycle, o.list_one_off_fen, o.list_monthly_fen,
        o.variant_of_id, o.certificate_code
      from ${offerings} o where ${sql.join(where, sql` and `)} order by o.code, o.id limit ${limit + 1}`)),
  ];
  const items = rows.slice(0, limit).map((row) => ({
    id: row.id,
    tenantId: row.tenant_id,
    code: row.code,
    name: row.name,
    nameEn: row.name_en,
    line: row.line,
    lifecycle: row.lifecycle,
    listOneOffFen: row.list_one_off_fen === null ? null : Number(row.list_one_off_fen),
    listMonthlyFen: row.list_monthly_fen === null ? null : Number(row.list_monthly_fen),
    variantOfId: row.variant_of_id,
    certificateCode: row.certificate_code,
  }));
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? writeCursor({ value: last.code, id: last.id }) : null };
}

export type FoundOffering = Awaited<ReturnType<typeof findOfferings>>['items'][number];

type Row = {
  id: string;
  tenant_id: number | null;
  code: string;
  name: string;
  name_en: string | null;
  line: ProductLine;
  lifecycle: Lifecycle;
  list_one_off_fen: number | string | null;
  list_monthly_fen: number | string | null;
  variant_of_id: string | null;
  certificate_code: string | null;
};
