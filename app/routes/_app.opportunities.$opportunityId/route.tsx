import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { checkInput, readBody } from '~/core/input.server';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { listDocuments } from '~/features/attachments/queries.server';
import { answerTalk } from '~/features/coaching/act.server';
import { loadTalk } from '~/features/coaching/page.server';
import { listFields } from '~/features/custom-fields/queries.server';
import { readLearnt } from '~/features/forecast/queries/learnt.server';
import { listCompetitors, listOfferings } from '~/features/offerings/queries.server';
import { assignOpportunity } from '~/features/opportunities/commands/assign.server';
import { tickEvidence } from '~/features/opportunities/commands/evidence.server';
import { deleteOpportunity, restoreOpportunity } from '~/features/opportunities/commands/remove.server';
import { updateOpportunity } from '~/features/opportunities/commands/update.server';
import { approvalKey, criterionKey, isMet } from '~/features/opportunities/criteria';
import { findNeighbours, listHistory, listInvolved, listNeeds } from '~/features/opportunities/detail.server';
import { factsOf, readFacts } from '~/features/opportunities/facts.server';
import { assignInput, evidenceInput, patchInput, versionInput } from '~/features/opportunities/input';
import { fillInAt } from '~/features/opportunities/missing';
import { criteriaOf } from '~/features/opportunities/moving';
import { getOpportunity, listStages } from '~/features/opportunities/queries.server';
import { listTakers } from '~/features/opportunities/takers.server';
import { isChange, listJournalOf } from '~/features/people/history.server';
import { summarise } from '~/features/qualification/weigh.server';
import { listQuotesOfDeal } from '~/features/quotes/queries/quote.server';
import { proposeFor } from '~/features/solutions/queries.server';
import { listOpenCommitmentsOfOpportunity, listVisitsOfOpportunity } from '~/features/visits/queries/related.server';
import { OpportunityPage } from './opportunity-page';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'opportunity.read');
  const id = params.opportunityId!;
  const [found, related, all, offerings, competitors, owners, journal] = await Promise.all([
    getOpportunity(ctx, id),
    readFacts(ctx, [id]),
    listStages(ctx),
    listOfferings(ctx),
    listCompetitors(ctx),
    can(ctx.actor, 'opportunity.assign') ? listTakers(ctx, [id]) : [],
    listJournalOf(ctx, id, 30, isChange),
  ]);
  const { opportunity } = found;
  const [history, needs, contacts, visits, promises, neighbours, talk, files, learnt, quotes, proposals, fields] =
    await Promise.all([
      listHistory(ctx, opportunity),
      listNeeds(ctx, opportunity),
      listInvolved(ctx, opportunity.accountId),
      listVisitsOfOpportunity(ctx, id, 10),
      listOpenCommitmentsOfOpportunity(ctx, opportunity),
      findNeighbours(ctx, opportunity, new URL(request.url).searchParams.get('list')),
      loadTalk(ctx, { kind: 'opportunity', ...opportunity }),
      listDocuments(ctx, id),
      readLearnt(
        ctx,
        opportunity,
        all.find((one) => one.id === opportunity.stageId),
      ),
      listQuotesOfDeal(ctx, opportunity),
      opportunity.closedOn ? [] : proposeFor(ctx, { ...opportunity, opportunityId: id }),
      listFields(ctx, opportunity.tenantId, 'opportunities'),
    ]);
  const stages = all.filter((stage) => stage.pipelineId === opportunity.pipelineId);
  const stage = stages.find(({ id }) => id === opportunity.stageId);
  const facts = factsOf(opportunity, related);
  const qualification = await summarise(ctx, opportunity, all, facts);
  const { search: _, ...row } = opportunity;
  return {
    ...found,
    opportunity: row,
    now: ctx.now.toISOString(),
    stages,
    stage,
    fields,
    criteria: (stage ? criteriaOf(facts, stage) : []).map((rule) => ({
      criterion: criterionKey(rule),
      rule,
      met: isMet(rule, facts, stage?.code ?? ''),
      href: fillInAt(opportunity, { criterion: rule, stage: stage?.code ?? '' }),
      isAsked: facts.asked.includes(approvalKey(stage?.code ?? '', rule)),
    })),
    history,
    /** Those the history tells of: of earlier versions too. */
    past: all
      .filter(({ id }) => history.some((change) => change.fromStageId === id || change.toStageId === id))
      .map(({ id, name, nameEn, type }) => ({ id, name, nameEn, type })),
    journal,
    needs,
    contacts,
    visits,
    promises: promises.map((one) => ({ ...one, maySettle: can(ctx.actor, 'commitment.update', one) })),
    day: today(ctx.now),
    offerings,
    competitors,
    owners: withOwner(owners, opportunity.ownerId, found.ownerName),
    neighbours,
    talk,
    files,
    learnt,
    qualification,
    quotes: can(ctx.actor, 'quote.read') ? quotes : null,
    proposals: opportunity.closedOn ? null : proposals,
    may: {
      update: can(ctx.actor, 'opportunity.update', opportunity),
      move: can(ctx.actor, 'opportunity.advance', opportunity),
      assign: can(ctx.actor, 'opportunity.assign', opportunity),
      remove: can(ctx.actor, 'opportunity.delete', opportunity),
      visit: can(ctx.actor, 'visit.plan'),
      promise: can(ctx.actor, 'commitment.make'),
      quote: can(ctx.actor, 'quote.write', opportunity) && !opportunity.closedOn,
      qualify: can(ctx.actor, 'opportunity.qualify', opportunity),
    },
  };
}
/** Whoever has it stands among the choices even when he serves the account no more. */
const withOwner = (takers: { id: string; name: string }[], id: string, name: string | null) => [
  ...(takers.some((taker) => taker.id === id) ? [] : [{ id, name: name ?? '—' }]),
  ...takers.map(({ id, name }) => ({ id, name })),
];

export type OpportunityData = Awaited<ReturnType<typeof loader>>;

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const id = params.opportunityId!;
  const body = await readBody(request);
  switch (body.intent) {
    case 'edit': {
      const input = checkInput(body, patchInput(body));
      const result = input.ok ? await updateOpportunity(ctx, id, input.value) : input;
      return result.ok ? result : invalid(result, body);
    }
    case 'evidence': {
      const input = checkInput(body, evidenceInput);
      const result = input.ok ? await tickEvidence(ctx, id, input.value) : input;
      return result.ok ? result : invalid(result, body);
    }
    case 'assign': {
      const input = checkInput(body, assignInput);
      const result = input.ok ? await assignOpportunity(ctx, id, input.value) : input;
      return result.ok ? result : invalid(result, body);
    }
    case 'delete': {
      const { opportunity } = await getOpportunity(ctx, id);
      const input = checkInput(body, versionInput);
      const result = input.ok ? await deleteOpportunity(ctx, id, input.value) : input;
      if (!result.ok) return invalid(result, body);
      return redirectWithToast('/opportunities', {
        key: 'opportunity.deleted',
        params: { title: opportunity.title },
        undo: { action: paths.opportunity(id), fields: { intent: 'restore' } },
      });
    }
    case 'restore': {
      await restoreOpportunity(ctx, id);
      const { opportunity } = await getOpportunity(ctx, id);
      return redirectWithToast(paths.opportunity(id), {
        key: 'opportunity.restored',
        params: { title: opportunity.title },
      });
    }
    default:
      return answerTalk(ctx, { kind: 'opportunity', id }, body, paths.opportunity(id));
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.opportunity.title ?? '' }];

export default function Opportunity() {
  return <OpportunityPage data={useLoaderData<typeof loader>()} />;
}
