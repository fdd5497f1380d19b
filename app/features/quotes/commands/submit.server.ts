import { type Context, inTransaction } from '~/core/context.server';
import { addDays, today } from '~/core/dates';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import { openApproval } from '../../approvals/commands/ask.server';
import { listOfQuote } from '../../approvals/queries.server';
import { lockOpportunity } from '../../opportunities/commands/load.server';
import { stale } from '../../people/history.server';
import type { SubmitInput } from '../input';
import { type Plan, planQuote } from '../plan.server';
import { listLines, listSites, lockQuote, type Quote } from '../queries/quote.server';
import { isOpen, usualValidity } from '../rules';
import { addUpAgain, saveQuote, subjectOf } from './change.server';
import { clashRefusal } from './promotion.server';

const isBroken = (one: Plan['bundles'][number]) => one.isOff || one.bars.length > 0 || one.violations.length > 0;

/** What keeps a quote from being submitted, in words a person can act on. */
function obstacleOf(plan: Plan, input: SubmitInput, locale: string) {
  if (plan.isEmpty) return refused('quote.empty');
  const [retired] = plan.retired;
  if (retired) return refused('quote.retired_line', { params: { offering: retired.name } });
  if (plan.wrongBand) return refused('quote.wrong_band', { params: plan.wrongBand });
  const [bundle] = plan.bundles.filter((one) => !(input.keepPrices && one.isRepriced && !isBroken(one)));
  if (bundle) {
    const fields = Object.fromEntries(bundle.bars.map((bar) => [bar, `bundle.bar.${bar}`]));
    const params = { bundle: bundle.name };
    if (bundle.isOff) return refused('quote_bundle.off', { params });
    if (bundle.bars.length) return refused('quote_bundle.not_eligible', { params, fields });
    return refused(bundle.violations.length ? 'quote_bundle.broken' : 'quote_bundle.repriced', { params });
  }
  const [uncertified] = plan.uncertified;
  if (uncertified) {
    const { offering, certificate, certificateEn, others } = uncertified;
    const code = (locale === 'en' && certificateEn) || certificate;
    const names = others.map(({ name }) => name).join(', ');
    return refused(names ? 'quote.certificate_missing' : 'quote.certificate_nobody', {
      params: { offering, code, names },
    });
  }
  if (plan.prices.length && !input.keepPrices)
    return refused('quote.prices_changed', { fields: { keepPrices: 'quote.prices_changed' } });
  if (plan.isBeyond) return refused('quote.beyond_all');
  return plan.steps.some(({ approver }) => !approver) ? refused('approval.nobody') : null;
}

/** Asks those who may allow the discounts; where the person asking may, it is approved at once. Sent twice, asked once. */
export const submitQuote = (ctx: Context, id: string, input: SubmitInput): Promise<Result<{ names: string[] }>> =>
  inTransaction(ctx, async (ctx) => {
    const row = await lockQuote(ctx, id);
    requirePermission(ctx.actor, 'quote.write', row);
    if (!isOpen(row.state)) {
      const earlier = await listOfQuote(ctx, row.id);
      return earlier.some(({ approval }) => approval.id === input.id) ? ok({ names: [] }) : refused('quote.not_open');
    }
    if (row.version !== input.version) return stale(ctx, row.id);
    const [sites, lines] = [await listSites(ctx, row), await listLines(ctx, row)];
    const plan = await planQuote(ctx, row, sites, lines);
    const obstacle = obstacleOf(plan, input, ctx.actor.locale) ?? (await clashRefusal(ctx, plan.clashes));
    if (obstacle) return obstacle;

    const day = today(ctx.now);
    const validUntil = row.validUntil && row.validUntil >= day ? row.validUntil : addDays(day, usualValidity);
    const state = plan.steps.length ? ('in_approval' as const) : ('approved' as const);
    await addUpAgain(ctx, row, { state, validUntil, submittedAt: ctx.now, submittedBy: ctx.actor.personId });
    const names = await ask(ctx, row, input, plan);
    await record(ctx, 'quote.submitted', subjectOf(row), { after: { state, approvers: names, note: input.note } });
    return ok({ names });
  });

async function ask(ctx: Context, row: Quote, input: SubmitInput, plan: Plan) {
  if (!plan.steps.length) return [];
  const deal = await lockOpportunity(ctx, row.opportunityId);
  const turn = await openApproval(ctx, deal, {
    id: input.id,
    stage: 'quote',
    criterion: `quote:${row.id}`,
    mode: 'in_turn',
    note: input.note,
    quoteId: row.id,
    hours: plan.hours,
    steps: plan.steps.flatMap(({ approver, level }) => (approver ? [{ approver, role: level }] : [])),
  });
  return turn.map(({ name }) => name);
}

/** Takes a quote back to be worked on: what was sent keeps its version, the next one is a new version. */
export const reviseQuote = (ctx: Context, id: string, version: number): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const row = await lockQuote(ctx, id);
    requirePermission(ctx.actor, 'quote.write', row);
    if (row.version !== version) return stale(ctx, row.id);
    if (!['approved', 'sent', 'declined', 'expired'].includes(row.state)) return refused('quote.not_revisable');
    const revision = row.state === 'approved' ? row.revision : row.revision + 1;
    await saveQuote(ctx, row, { state: 'draft', revision, closedAt: null });
    await record(ctx, 'quote.revised', subjectOf(row), { before: { state: row.state }, after: { revision } });
    return ok(null);
  });

/** Gives a quote up; who is being asked is asked no more by taking the approval back first. */
export const withdrawQuote = (ctx: Context, id: string, version: number): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const row = await lockQuote(ctx, id);
    requirePermission(ctx.actor, 'quote.write', row);
    if (row.state === 'withdrawn') return ok(null); // sent twice
    if (row.version !== version) return stale(ctx, row.id);
    if (!['draft', 'returned', 'approved', 'sent'].includes(row.state)) return refused('quote.not_withdrawable');
    await saveQuote(ctx, row, { state: 'withdrawn', closedAt: ctx.now });
    await record(ctx, 'quote.withdrawn', subjectOf(row), {
      before: { state: row.state },
      after: { state: 'withdrawn' },
    });
    return ok(null);
  });
