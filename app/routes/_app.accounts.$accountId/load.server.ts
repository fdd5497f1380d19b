import { redirect } from '@remix-run/node';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { isId } from '~/core/ids';
import type { Locale } from '~/core/locale';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { industryName, industrySection } from '~/features/accounts/industries';
import { type Account, getAccountPage, listChildAccounts } from '~/features/accounts/queries.server';
import { regionName } from '~/features/accounts/regions';
import { listTeam } from '~/features/assignments/queries/team.server';
import { listContactsOf } from '~/features/contacts/queries.server';
import { chainGaps } from '~/features/contacts/rules';
import { installedAt } from '~/features/contracts/queries/contract.server';
import { defaultPolicy, intervalOf } from '~/features/coverage/policy';
import { listPolicies } from '~/features/coverage/queries/policy.server';
import { standingOf } from '~/features/coverage/rules';
import { listFields } from '~/features/custom-fields/queries.server';
import { findMergedInto } from '~/features/duplicates/queries/merges.server';
import { completeness } from '~/features/duplicates/rules';
import { everyChannel } from '~/features/interactions/rules';
import { productLines } from '~/features/offerings/rules';
import { weightedOf } from '~/features/opportunities/rules';
import { proposeFor } from '~/features/solutions/queries.server';
import { getPulse, listDealsOf } from '~/features/timeline/overview.server';
import { listTimeline } from '~/features/timeline/queries.server';
import { lineStates, needsAttention, timelineKinds } from '~/features/timeline/rules';
import { listDepartmentsOf } from '~/features/timeline/units.server';
import { listMovesOf } from '~/features/visits/queries/moves.server';
import { listVisitsOf } from '~/features/visits/queries/related.server';

const tabs = ['stream', 'opportunities', 'people', 'visits', 'children'] as const;
export type AccountTab = (typeof tabs)[number];

/** What the page shows of the account, and no more of it. */
const shown = ({
  id, version, name, shortName, creditCode, grade, kind, enterpriseId, parentId, address, phone, website, longitude, latitude,
  monthlyRevenueFen, annualRevenueFen, registeredCapitalFen, headcount, fundingPattern, organisationForm, managementStyle,
  marketingNetwork, tailoringNote, industry, proposes, custom,
}: Account) => ({
  id, version, name, shortName, creditCode, grade, kind, enterpriseId, parentId, address, phone, website, longitude, latitude,
  monthlyRevenueFen, annualRevenueFen, registeredCapitalFen, headcount, fundingPattern, organisationForm, managementStyle,
  marketingNetwork, tailoringNote, industry, proposes, custom,
}); // biome-ignore format: two lists

/** Everything the account page shows, asked for at once. */
export async function loadAccount(ctx: Context, id: string, params: URLSearchParams, locale: Locale) {
  requirePermission(ctx.actor, 'account.read');
  if (!isId(id)) throw notFound();
  const tab = tabs.find((name) => name === params.get('tab')) ?? 'stream';
  const kind = timelineKinds.find((name) => name === params.get('kind')) ?? null;
  const channel = everyChannel.find((name) => name === params.get('channel')) ?? null;
  const unitId = /^\d{1,9}$/.test(params.get('unit') ?? '') ? Number(params.get('unit')) : null;
  const [page, policies, contacts, team, deals, pulse, stream, departments, moves, visits, children, installed] =
    await Promise.all([
      getAccountPage(ctx, id).catch((answer) => leadOn(ctx, id, answer)),
      listPolicies(ctx),
      listContactsOf(ctx, id),
      listTeam(ctx, id),
      listDealsOf(ctx, id),
      getPulse(ctx, id),
      tab === 'stream' ? listTimeline(ctx, id, kind, params.get('after'), { channel, unitId }) : null,
      tab === 'stream' ? listDepartmentsOf(ctx, id) : [],
      listMovesOf(ctx, id),
      tab === 'visits' ? listVisitsOf(ctx, id) : null,
      tab === 'children' ? listChildAccounts(ctx, id) : null,
      can(ctx.actor, 'contract.read') ? installedAt(ctx, id) : [],
    ]);
  const { account, ...names } = page;
  const { actor } = ctx;
  const day = today(ctx.now);
  const open = deals.filter((deal) => deal.stageType === 'open' || deal.stageType === 'on_hold');
  const gaps = chainGaps(contacts);
  const every = intervalOf(policies.get(account.tenantId) ?? defaultPolicy, 'manager', account.grade);
  const since = today(account.uncoveredSince ?? account.createdAt);
  const section = account.industry && industrySection(account.industry);
  return {
    account: shown(account),
    fields: await listFields(ctx, account.tenantId, 'accounts'),
    ...names,
    industry: account.industry &&
      section && { name: industryName(account.industry, locale), section, sectionName: industryName(section, locale) },
    complete: completeness(account),
    region: account.regionCode && regionName(account.regionCode, locale),
    contacts: contacts.map(({ id, name, title, department, reportsToId, buyingRole, influence, attitude }) => ({
      id, name, title, department, reportsToId, buyingRole, influence, attitude,
    })), // biome-ignore format: one line
    visitEvery: every,
    /** How to reach them, where that is shown. */
    reach:
      tab === 'people' ? contacts.map(({ id, mobile, phone, email }) => ({ id, number: mobile ?? phone, email })) : [],
    gaps,
    team: team.filter((member) => member.state !== 'past'),
    deals,
    openDeals: {
      count: open.length,
      totalFen: open.reduce((sum, deal) => sum + deal.totalFen, 0),
      weightedFen: open.reduce((sum, deal) => sum + weightedOf(deal.totalFen, deal.probability), 0),
    },
    pulse,
    attention: needsAttention(
      {
        accountId: id,
        since,
        visitOverdue: standingOf(since, every, day).overdueDays > 0,
        lastVisitOn: account.lastVisitedAt && today(account.lastVisitedAt),
        nextVisitOn: pulse.nextVisit && today(new Date(pulse.nextVisit.plannedAt)),
        overdueCommitments: pulse.overdueCommitments,
        openOpportunities: open,
        gaps,
      },
      day,
    ),
    lines: lineStates(
      productLines.filter((line) => line !== 'other'),
      deals,
    ),
    proposals: await proposeFor(ctx, { tenantId: account.tenantId, accountId: id }),
    tab,
    kind,
    channel,
    unitId,
    departments,
    moves: moves.map(({ id, competitorId, competitor, kind, note, seenAt, visitId }) => ({
      id,
      competitorId,
      competitor,
      kind,
      note,
      seenAt,
      visitId,
    })),
    stream,
    visits: visits?.map(({ id, purpose, plannedAt, ownerName, status }) => ({
      id,
      purpose,
      plannedAt,
      ownerName,
      status,
    })),
    children,
    installed,
    today: day,
    now: ctx.now.toISOString(),
    me: actor.personId,
    may: {
      logInteraction: can(actor, 'interaction.log'),
      removeOwn: can(actor, 'interaction.delete', { ownerId: actor.personId }),
      removeAny: can(actor, 'interaction.delete', { ownerId: null }),
      update: can(actor, 'account.update', account),
      delete: can(actor, 'account.delete', account),
      merge: can(actor, 'account.merge', account),
      assign: can(actor, 'account.assign', account),
      writeContacts: can(actor, 'contact.write', account),
      createAccount: can(actor, 'account.create'),
      createOpportunity: can(actor, 'opportunity.create', account),
      quote: can(actor, 'quote.write', account),
      logVisit: can(actor, 'visit.log', { ownerId: actor.personId }),
      promise: can(actor, 'commitment.make'),
    },
  };
}

/** An old link to an account that became part of another leads there. */
async function leadOn(ctx: Context, id: string, answer: unknown): Promise<never> {
  const into = await findMergedInto(ctx, id);
  throw into ? redirect(paths.account(into)) : answer;
}
