import { eq } from 'drizzle-orm';
import { journal } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { newId } from '~/core/ids';
import { yuanText } from '~/core/money';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { listContactsOf } from '../contacts/queries.server';
import { inOrderOfInfluence } from '../contacts/rules';
import { listCompetitors } from '../offerings/queries.server';
import { factsOf, readFacts } from '../opportunities/facts.server';
import { getOpportunity, listStages } from '../opportunities/queries.server';
import { listJournalOf } from '../people/history.server';
import { evidenceOf } from './evidence';
import { factsIn, type Qualified, readQualifications } from './queries.server';
import { nothingKnown } from './rules';

/** All that the page of one opportunity's qualification shows. */
export async function loadQualification(ctx: Context, opportunityId: string) {
  requirePermission(ctx.actor, 'opportunity.read');
  const [{ opportunity, accountName }, related, all, found, rivals] = await Promise.all([
    getOpportunity(ctx, opportunityId),
    readFacts(ctx, [opportunityId]),
    listStages(ctx),
    readQualifications(ctx, [opportunityId]),
    listCompetitors(ctx),
  ]);
  const [people, history] = await Promise.all([
    listContactsOf(ctx, opportunity.accountId),
    listJournalOf(ctx, opportunity.id, 30, eq(journal.event, 'opportunity.qualified')),
  ]);
  const stages = all.filter(({ pipelineId }) => pipelineId === opportunity.pipelineId);
  const known = found.get(opportunity.id);
  const { id, title, accountId, totalFen, probability, competitorId } = opportunity;
  return {
    opportunity: { id, title, accountId, totalFen, probability },
    accountName,
    stage: stages.find((one) => one.id === opportunity.stageId)!,
    evidence: evidenceOf(stages, opportunity, factsOf(opportunity, related)),
    saved: savedOf(known, competitorId),
    facts: known ? factsIn(known.row) : nothingKnown,
    contacts: withDecider(inOrderOfInfluence(people), known),
    rivals,
    history,
    day: today(ctx.now),
    now: ctx.now.toISOString(),
    mayEdit: can(ctx.actor, 'opportunity.qualify', opportunity),
  };
}
export type QualificationPageData = Awaited<ReturnType<typeof loadQualification>>;

/** What the form starts with; the deal's known competitor is the first to be compared with. */
function savedOf(known: Qualified | undefined, competitorId: string | null) {
  if (!known) {
    const gaps = competitorId ? [{ competitorId }] : [];
    return {
      id: newId(),
      version: 0,
      result: null,
      proposed: null,
      at: null,
      values: { ...nothingKnown, gaps, result: '' },
    };
  }
  const { id, version, result, proposed, resultReason, updatedAt, ...row } = known.row;
  const money = { budgetFen: yuanText(row.budgetFen), bidBondFen: yuanText(row.bidBondFen) };
  const gaps = row.gaps.map((gap) => Object.fromEntries(Object.entries(gap).map(([name, step]) => [name, step ?? ''])));
  const values = { ...factsIn(row), ...money, gaps, result: result ?? '', resultReason };
  return { id, version, result, proposed, at: updatedAt.toISOString(), values };
}

/** Who was named before stands among the choices, even when no longer listed. */
function withDecider(people: Awaited<ReturnType<typeof listContactsOf>>, known: Qualified | undefined) {
  const rows = people.map(({ id, name, title, buyingRole, attitude }) => ({ id, name, title, buyingRole, attitude }));
  const id = known?.row.deciderId;
  if (!id || rows.some((one) => one.id === id)) return rows;
  const attitude = known.deciderAttitude ?? ('unknown' as const);
  return [...rows, { id, name: known.deciderName ?? '—', title: null, buyingRole: null, attitude }];
}
