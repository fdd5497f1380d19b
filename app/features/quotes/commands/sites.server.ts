import { and, eq, inArray, sql } from 'drizzle-orm';
import { accounts, quoteLines, quoteSites, sites } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { type Result, refused } from '~/core/result';
import { inReach, inScope } from '~/core/scope.server';
import { getFleet } from '../../satellite/queries.server';
import { duplicatesOf, type KnownPlace, matchOf, type PastedSite } from '../addresses';
import { bestOf, divisionOf, feasibilityOf } from '../feasibility';
import { listFeasibilityRules } from '../queries/policy.server';
import { listSites, type Quote } from '../queries/quote.server';
import { type AccessTechnology, largestSites } from '../rules';
import { changeQuote, childOf } from './change.server';
import { insertRows } from './rows.server';

/** The customer's branches and places that we know and this person sees. */
async function knownPlaces(ctx: Context, quote: Quote): Promise<KnownPlace[]> {
  const rows = await ctx.db
    .select({
      branchId: accounts.id,
      name: accounts.name,
      shortName: accounts.shortName,
      address: accounts.address,
      placeId: sites.id,
      placeName: sites.name,
      placeAddress: sites.address,
    })
    .from(accounts)
    .leftJoin(
      sites,
      and(eq(sites.tenantId, accounts.tenantId), eq(sites.accountId, accounts.id), sql`${sites.deletedAt} is null`),
    )
    .where(
      and(
        inReach(ctx, accounts.tenantId),
        inScope(ctx, accounts, accounts.id),
        sql`${accounts.deletedAt} is null`,
        sql`(${accounts.id} = ${quote.accountId} or ${accounts.parentId} = ${quote.accountId} or ${accounts.enterpriseId} = (
          select a.enterprise_id from accounts a where a.tenant_id = ${quote.tenantId} and a.id = ${quote.accountId}))`,
      ),
    )
    .limit(2000);
  return rows.map(({ branchId, placeId, ...row }) => ({
    branchId,
    placeId,
    // the head office's own name says nothing of which branch
    names: [row.placeName, ...(branchId === quote.accountId ? [] : [row.shortName, row.name])],
    address: row.placeAddress ?? row.address,
  }));
}

/** Adds places that were pasted, each matched to our branches and checked for every way of access. */
export const addSites = (
  ctx: Context,
  id: string,
  version: number,
  pasted: PastedSite[],
): Promise<Result<{ added: number; duplicates: number; issues: number }>> =>
  changeQuote(ctx, id, version, 'quote.sites_added', async (ctx, row) => {
    if (!pasted.length) return refused('quote.no_sites_read', { fields: { sites: 'quote.no_sites_read' } });
    const [before, rules, known, fleet] = [
      await listSites(ctx, row),
      await listFeasibilityRules(ctx, row.tenantId),
      await knownPlaces(ctx, row),
      await getFleet(ctx),
    ];
    if (before.length + pasted.length > largestSites)
      return refused('quote.too_many_sites', {
        params: { n: before.length + pasted.length, most: largestSites },
        fields: { sites: 'quote.too_many_sites' },
      });
    const duplicates = duplicatesOf(pasted, before);
    const first = (before.at(-1)?.position ?? 0) + 1;
    await insertRows(
      ctx,
      quoteSites,
      pasted.map((site, at) => {
        const divisionCode = divisionOf(`${site.address ?? ''} ${site.name}`, site);
        const feasibility = feasibilityOf(rules, { ...site, divisionCode }, { fleet });
        const match = matchOf(site, known);
        return {
          ...childOf(row),
          id: newId(),
          createdAt: ctx.now,
          position: first + at,
          ...site,
          divisionCode,
          branchId: match?.branchId ?? null,
          placeId: match?.placeId ?? null,
          isDuplicate: duplicates[at] ?? false,
          technology: bestOf(feasibility),
          feasibility,
          checkedAt: ctx.now,
        };
      }),
    );
    const found = {
      added: pasted.length,
      duplicates: duplicates.filter(Boolean).length,
      issues: pasted.filter(({ placeIssue }) => placeIssue).length,
    };
    return { after: found, value: found };
  });

const these = (row: Quote, ids: string[]) =>
  and(eq(quoteSites.tenantId, row.tenantId), eq(quoteSites.quoteId, row.id), inArray(quoteSites.id, ids));

/** Puts sites into a group, so that they are discounted and changed together. */
export const groupSites = (
  ctx: Context,
  id: string,
  input: { version: number; ids: string[]; groupName: string | null },
): Promise<Result<null>> =>
  changeQuote(ctx, id, input.version, 'quote.changed', async (ctx, row) => {
    await ctx.db.update(quoteSites).set({ groupName: input.groupName }).where(these(row, input.ids));
    return { after: { group: input.groupName, sites: input.ids.length }, value: null };
  });

/** Chooses how these sites are connected. */
export const connectSites = (
  ctx: Context,
  id: string,
  input: { version: number; ids: string[]; technology: AccessTechnology | null },
): Promise<Result<null>> =>
  changeQuote(ctx, id, input.version, 'quote.changed', async (ctx, row) => {
    await ctx.db.update(quoteSites).set({ technology: input.technology }).where(these(row, input.ids));
    return { after: { technology: input.technology, sites: input.ids.length }, value: null };
  });

/** Takes sites out with their lines; those left are told apart anew. */
export const removeSites = (
  ctx: Context,
  id: string,
  input: { version: number; ids: string[] },
): Promise<Result<null>> =>
  changeQuote(ctx, id, input.version, 'quote.changed', async (ctx, row) => {
    await ctx.db
      .delete(quoteLines)
      .where(
        and(
          eq(quoteLines.tenantId, row.tenantId),
          eq(quoteLines.quoteId, row.id),
          inArray(quoteLines.siteId, input.ids),
        ),
      );
    await ctx.db.delete(quoteSites).where(these(row, input.ids));
    const left = await listSites(ctx, row);
    const duplicates = duplicatesOf(left);
    const freed = left.filter((site, at) => site.isDuplicate && !duplicates[at]).map((site) => site.id);
    if (freed.length) await ctx.db.update(quoteSites).set({ isDuplicate: false }).where(these(row, freed));
    return { after: { removedSites: input.ids.length }, value: null };
  });
