import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { bandNames } from '~/features/offerings/rules';
import { type Approver, candidatesFor, listApprovers } from '../approvals/approvers.server';
import { listPrices } from '../offerings/queries.server';
import type { Clash } from '../promotions/choose';

import { type Asked, chainFor, discountsBy, type Level, levelOf, type Step } from './authority';
import { type ChangedPrice, changedPrices } from './drift';
import { wrongBand } from './feasibility';
import { certificateNamed, type Holder, holdersOf } from './holders.server';
import { type BundleTrouble, bundleTroubles, promotionClashes } from './offers.server';
import { addUp } from './priced';
import { currentMatrix, listOfferingFacts } from './queries/policy.server';
import type { Quote, QuoteLine, QuoteSite } from './queries/quote.server';

export type PlannedStep = Step & { approver: Pick<Approver, 'id' | 'name' | 'unitName'> | null };
export type Uncertified = {
  code: string;
  /** What the certificate is called, where its type is known. */
  certificate: string;
  certificateEn: string | null;
  offering: string;
  offeringEn: string | null;
  others: Holder[];
};

/** What stands in the way of submitting, and who would have to agree. */
export type Plan = {
  steps: PlannedStep[];
  /** Not even the highest may let it pass. */
  isBeyond: boolean;
  hours: number;
  isEmpty: boolean;
  retired: { name: string; nameEn: string | null }[];
  uncertified: Uncertified[];
  /** A satellite package where the link is of another band. */
  wrongBand: { site: string; offering: string; band: string } | null;
  bundles: BundleTrouble[];
  clashes: Clash[];
  prices: ChangedPrice<Awaited<ReturnType<typeof listPrices>>[number]>[];
};

/** Who decides for a level: the nearest of it, for the highest the director farthest up. */
function approverOf(approvers: Approver[], level: Level): Approver | null {
  if (level === 'team_lead') return candidatesFor(approvers, 'team_lead')[0] ?? null;
  const directors = approvers.filter(({ role }) => role === 'sales_director');
  const ordered = [...directors].sort((a, b) => a.depth - b.depth);
  return (level === 'top_director' ? ordered.at(-1) : ordered[0]) ?? candidatesFor(approvers, 'admin')[0] ?? null;
}

/** Certificates that nobody on the account's team holds, each with who could join. */
async function missingCertificates(ctx: Context, quote: Quote, facts: Awaited<ReturnType<typeof listOfferingFacts>>) {
  const asking = facts.filter(({ certificateCode }) => certificateCode);
  const byCode = new Map(asking.map((one) => [one.certificateCode ?? '', one]));
  const found: Uncertified[] = [];
  for (const [code, { name, nameEn }] of byCode) {
    const holders = await holdersOf(ctx, quote, code);
    if (holders.some(({ isOnTeam }) => isOnTeam)) continue;
    const called = await certificateNamed(ctx, quote.tenantId, code);
    found.push({ code, ...called, offering: name, offeringEn: nameEn, others: holders.slice(0, 5) });
  }
  return found;
}

export async function planQuote(ctx: Context, quote: Quote, sites: QuoteSite[], lines: QuoteLine[]): Promise<Plan> {
  const ids = [...new Set(lines.map(({ offeringId }) => offeringId))];
  const [matrix, approvers, facts, prices] = await Promise.all([
    currentMatrix(ctx, quote.tenantId),
    listApprovers(ctx, quote),
    listOfferingFacts(ctx, ids),
    ids.length ? listPrices(ctx, ids, today(ctx.now)) : [],
  ]);
  const { priced, sum, economics } = addUp(quote, sites, lines);
  const asked: Asked = {
    discounts: discountsBy(
      priced.map(({ row, sum }) => ({ productLine: row.productLine, discountBp: sum.discountBp })),
    ),
    months: quote.months,
    marginBp: economics.marginBp,
    totalFen: sum.totalFen,
  };
  const odd = wrongBand(sites, lines, new Map(facts.map(({ id, band }) => [id, band])));
  const chain = lines.length ? chainFor(matrix?.rules ?? [], levelOf(ctx.actor.role), asked) : [];
  const steps = (chain ?? []).map((step) => ({ ...step, approver: approverOf(approvers, step.level) }));
  return {
    // who stands for two levels is asked once
    steps: steps.filter(
      ({ approver }, at) => !approver || steps.findIndex((one) => one.approver?.id === approver.id) === at,
    ),
    isBeyond: chain === null,
    hours: matrix?.hours ?? 8,
    isEmpty: lines.length === 0,
    retired: facts.filter(({ lifecycle }) => lifecycle === 'retired').map(({ name, nameEn }) => ({ name, nameEn })),
    uncertified: await missingCertificates(ctx, quote, facts),
    wrongBand: odd && { site: odd.site.name, offering: odd.line.offeringName, band: bandNames[odd.band] },
    bundles: await bundleTroubles(ctx, quote),
    clashes: await promotionClashes(ctx, quote, sites, lines),
    prices: changedPrices(lines, prices, facts),
  };
}
