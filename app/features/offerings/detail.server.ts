import { and, asc, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import {
  enterprises,
  offeringMoves,
  offeringPrices,
  offerings,
  people,
  specifications,
  tenants,
} from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { isId } from '~/core/ids';
import { can } from '~/core/permissions';
import { forbidden, notFound } from '~/core/refusals.server';
import type { LifecycleFacts } from './lifecycle';
import { findOfferings, listPrices } from './queries.server';

export type Offering = typeof offerings.$inferSelect;

export async function getOffering(ctx: Context, id: string): Promise<Offering> {
  const [row] = isId(id) ? await ctx.db.select().from(offerings).where(eq(offerings.id, id)) : [];
  if (!row) throw notFound();
  return row;
}

/** Whether the person's company is the one at the top, which alone writes what the whole group sells. */
export async function isOfGroup(ctx: Context): Promise<boolean> {
  const [row] = await ctx.db.execute<{ top: boolean }>(sql`select app.is_of_group() as top`);
  return row?.top === true;
}

/** Whether the person may edit what belongs to this company, or to the whole group (null). */
export function mayEdit(ctx: Context, tenantId: number | null, ofGroup: boolean) {
  if (!can(ctx.actor, 'offering.manage')) return false;
  return tenantId === null ? ofGroup : tenantId === ctx.actor.tenantId || ctx.actor.visibleTenants.includes(tenantId);
}

/** The offering for a command that changes it: 404 unseen, 403 when it is not theirs to change. */
export async function lockOffering(ctx: Context, id: string): Promise<Offering> {
  const [seen, ofGroup] = await Promise.all([getOffering(ctx, id), isOfGroup(ctx)]);
  if (!mayEdit(ctx, seen.tenantId, ofGroup)) throw forbidden('offering.manage');
  const [row] = await ctx.db.select().from(offerings).where(eq(offerings.id, id)).for('update');
  if (!row) throw notFound();
  return row;
}

export async function lifecycleFacts(ctx: Context, offering: Offering): Promise<LifecycleFacts> {
  return { ...offering, isPriced: (await listPrices(ctx, [offering.id], today(ctx.now))).length > 0 };
}

/** Names an offering's page needs: what kind it is, from what and for whom it was tailored, what replaces it. */
export async function namesAround(ctx: Context, offering: Offering) {
  const others = [offering.variantOfId, offering.substituteId].flatMap((id) => id ?? []);
  const [[specification], [enterprise], [tenant], related, variants] = await Promise.all([
    offering.specificationId
      ? ctx.db.select().from(specifications).where(eq(specifications.id, offering.specificationId))
      : [],
    offering.enterpriseId
      ? ctx.db
          .select({ id: enterprises.id, name: enterprises.name })
          .from(enterprises)
          .where(eq(enterprises.id, offering.enterpriseId))
      : [],
    offering.tenantId === null
      ? []
      : ctx.db.select({ name: tenants.name }).from(tenants).where(eq(tenants.id, offering.tenantId)),
    others.length ? ctx.db.select(named).from(offerings).where(inArray(offerings.id, others)) : [],
    ctx.db
      .select(named)
      .from(offerings)
      .where(eq(offerings.variantOfId, offering.id))
      .orderBy(offerings.code)
      .limit(50),
  ]);
  const one = (id: string | null) => related.find((row) => row.id === id) ?? null;
  return {
    specification: specification ?? null,
    enterprise: enterprise ?? null,
    company: tenant?.name ?? null,
    variantOf: one(offering.variantOfId),
    substitute: one(offering.substituteId),
    variants,
  };
}

const named = {
  id: offerings.id,
  code: offerings.code,
  name: offerings.name,
  nameEn: offerings.nameEn,
  lifecycle: offerings.lifecycle,
};

/** Who moved it along, the first step first. */
export const listMoves = (ctx: Context, offeringId: string) =>
  ctx.db
    .select({
      id: offeringMoves.id,
      from: offeringMoves.fromLifecycle,
      to: offeringMoves.toLifecycle,
      at: offeringMoves.at,
      note: offeringMoves.note,
      by: people.name,
    })
    .from(offeringMoves)
    .leftJoin(people, eq(people.id, offeringMoves.byId))
    .where(eq(offeringMoves.offeringId, offeringId))
    .orderBy(asc(offeringMoves.at), asc(offeringMoves.id))
    .limit(100);

/** All versions of its prices, drafts too, each with who made and approved it; what they cost us for who may see it. */
export async function listPriceVersions(ctx: Context, offeringId: string) {
  const approver = sql`approver`;
  const rows = await ctx.db
    .select({
      price: offeringPrices,
      by: people.name,
      approver: sql<
        string | null
      >`(select ${approver}.name from people ${approver} where ${approver}.id = ${offeringPrices.approvedBy})`,
    })
    .from(offeringPrices)
    .leftJoin(people, eq(people.id, offeringPrices.createdBy))
    .where(eq(offeringPrices.offeringId, offeringId))
    .orderBy(asc(offeringPrices.code), desc(offeringPrices.validFrom))
    .limit(300);
  const seesCost = can(ctx.actor, 'quote.cost') || can(ctx.actor, 'offering.manage');
  return rows.map(({ price, ...names }) => ({ ...price, ...(!seesCost && { costFen: null }), ...names }));
}

/** The latest day an approved version of this price begins; null when none was approved. */
export async function latestApproved(ctx: Context, offeringId: string, code: string) {
  const [row] = await ctx.db
    .select()
    .from(offeringPrices)
    .where(
      and(
        eq(offeringPrices.offeringId, offeringId),
        eq(offeringPrices.code, code),
        isNotNull(offeringPrices.approvedAt),
      ),
    )
    .orderBy(desc(offeringPrices.validFrom))
    .limit(1);
  return row ?? null;
}

export const listSpecifications = (ctx: Context) =>
  ctx.db
    .select({ id: specifications.id, name: specifications.name, nameEn: specifications.nameEn })
    .from(specifications)
    .orderBy(specifications.code)
    .limit(200);

type Figures = {
  deal_count: number; open_count: number; open_fen: string; won_count: number; won_fen: string; lost_count: number; first_won_on: string | null;
  quote_count: number; open_quote_count: number; accepted_quote_count: number; installed_count: number; installed_monthly_fen: string;
}; // biome-ignore format: a line for deals, one for what comes of them

/** How it sells in what the person answers for; zeros for who may not know. */
export async function offeringFigures(ctx: Context, offeringId: string) {
  const [row] = await ctx.db.execute<Figures>(sql`select * from app.offering_figures(${offeringId})`);
  return {
    deals: row?.deal_count ?? 0,
    open: row?.open_count ?? 0,
    openFen: Number(row?.open_fen ?? 0),
    won: row?.won_count ?? 0,
    wonFen: Number(row?.won_fen ?? 0),
    lost: row?.lost_count ?? 0,
    firstWonOn: row?.first_won_on ?? null,
    quotes: row?.quote_count ?? 0,
    openQuotes: row?.open_quote_count ?? 0,
    acceptedQuotes: row?.accepted_quote_count ?? 0,
    installed: row?.installed_count ?? 0,
    installedMonthlyFen: Number(row?.installed_monthly_fen ?? 0),
  };
}

/** What may be chosen as another offering: found by text, of those that are sold. */
export const substitutesFor = async (ctx: Context, text: string, limit = 30) =>
  (await findOfferings(ctx, { text, lifecycles: ['pilot', 'launched'], limit })).items;
