import { sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { type Result, refused } from '~/core/result';
import type { Ask } from '../../satellite/brief';
import { getFleet } from '../../satellite/queries.server';
import { feasibilityOf } from '../feasibility';
import type { AskSatellite, TakeAlternative } from '../input';
import { listFeasibilityRules } from '../queries/policy.server';
import { listSites, type Quote, type QuoteSite } from '../queries/quote.server';
import { changeQuote } from './change.server';

/** What was computed of a satellite link at a site when it was last checked. */
const skyOf = (site: QuoteSite) => site.feasibility.find(({ technology }) => technology === 'ka')?.satellite ?? null;

/** Checks these sites anew and keeps what came out; `asked`: what their links shall do from now on. */
async function check(ctx: Context, row: Quote, sites: QuoteSite[], asked?: Ask) {
  const [rules, fleet] = [await listFeasibilityRules(ctx, row.tenantId), await getFleet(ctx)];
  const found = sites.map((site) => ({
    id: site.id,
    feasibility: feasibilityOf(rules, site, { fleet, asked: asked ?? skyOf(site)?.asked }),
  }));
  await ctx.db.execute(sql`update quote_sites s set feasibility = c.feasibility, checked_at = ${ctx.now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(found)}::text::jsonb) as c(id uuid, feasibility jsonb)
    where s.tenant_id = ${row.tenantId} and s.quote_id = ${row.id}::uuid and s.id = c.id`);
}

/** Asks rules and satellites again for every site: they may have changed since. */
export const checkSitesAgain = (ctx: Context, id: string, version: number): Promise<Result<null>> =>
  changeQuote(ctx, id, version, 'quote.changed', async (ctx, row) => {
    const all = await listSites(ctx, row);
    await check(ctx, row, all);
    return { after: { checked: all.length }, value: null };
  });

/** Says what a satellite link shall do at a site, or at all of them, and checks it. */
export const askSatellite = (ctx: Context, id: string, input: AskSatellite): Promise<Result<null>> =>
  changeQuote(ctx, id, input.version, 'quote.changed', async (ctx, row) => {
    const { siteId, all, version: _, ...wanted } = input;
    const sites = (await listSites(ctx, row)).filter((site) => all || site.id === siteId);
    if (!sites.length) return refused('quote.choose_sites');
    await check(ctx, row, sites, { band: 'ka', satelliteId: null, terminalId: null, ...wanted });
    return { after: { checked: sites.length }, value: null };
  });

/** Takes what was offered in place of a link that would not do: the site is asked that from now on, and checked again. */
export const takeAlternative = (ctx: Context, id: string, input: TakeAlternative): Promise<Result<null>> =>
  changeQuote(ctx, id, input.version, 'quote.changed', async (ctx, row) => {
    const site = (await listSites(ctx, row)).find((one) => one.id === input.siteId);
    const ask = site && skyOf(site)?.alternatives.find(({ kind }) => kind === input.kind)?.ask;
    if (!site || !ask) return refused('quote_site.alternative_gone');
    await check(ctx, row, [site], ask);
    return { after: { site: site.name, alternative: input.kind }, value: null };
  });
