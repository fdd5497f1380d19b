import type { PgTable } from 'drizzle-orm/pg-core';
import type postgres from 'postgres';
import * as tables from '#drizzle/schema';
import { customEntities } from '~/features/custom-fields/rules';
import { makeApprovals } from './approvals';
import { makeAssignments } from './assignments';
import { makeAwards } from './awards';
import { makeCatalogue } from './catalogue';
import { gateOfferings, makeCertificates } from './certificates';
import { describeClosings } from './closings';
import { makeCompany } from './company';
import { makeContacts } from './contacts';
import { makeContracts } from './contracts';
import { fillIn, makeCustomFields, makeKeeper } from './custom-fields';
import { makeBank } from './customers/bank';
import { makeGovernment } from './customers/government';
import { makeOrdinaryCustomers } from './customers/ordinary';
import { makeRemotes } from './customers/remote';
import { makeDaily } from './daily';
import { makeDeals } from './deals';
import { makeDemo } from './demo';
import { makeExports } from './exports';
import { makeFieldwork } from './fieldwork';
import { makeForecast } from './forecast';
import { writeGoals } from './goals';
import { insertRows } from './insert';
import { makeJournal } from './journal';
import { makeLeads } from './leads';
import { makeBundles } from './offerings/bundles';
import { makePromotions } from './offerings/promotions';
import { makeRange } from './offerings/range';
import { sellBeforeRetirement } from './offerings/sold-before';
import { makePast, tellSources } from './past';
import { makeQualifications } from './qualifying';
import { makeQuotes } from './quotes';
import { spent } from './quotes/offers';
import { makeRewardRules } from './rewards';
import { fleetOf, makeHeavens } from './satellites';
import { makeSelection } from './selection';
import { makeTraining } from './training';
import { rowsOf } from './training/made';

const demoSeed = 20_260_101;

/** Everything the demo holds, as writes in the order the keys between tables ask for, and what was made in words. */
export function makeRows(today: string, passwordHash: string) {
  const demo = makeDemo(today, demoSeed);
  const company = makeCompany(demo);
  const catalogue = makeCatalogue(demo);
  const bank = makeBank(demo, company);
  const government = makeGovernment(demo, company);
  const customers = [
    ...bank.customers,
    ...government.customers,
    ...makeRemotes(demo, company),
    ...makeOrdinaryCustomers(demo, company),
  ];
  const deals = makeDeals(demo, catalogue, customers);
  const fields = customers.map((customer) => ({
    customer,
    contacts: makeContacts(demo, customer),
    deals: deals.filter((deal) => deal.customer === customer),
    colleagues: company.people.filter(({ unitId, leftOn }) => unitId === customer.row.unitId && !leftOn),
  }));
  const fieldwork = makeFieldwork(demo, fields);
  const daily = makeDaily(makeDemo(demo.today, demoSeed + 1), {
    company,
    competitors: catalogue.competitors,
    fields,
    fieldwork,
  });
  const qualified = makeQualifications(makeDemo(demo.today, demoSeed + 2), fields, catalogue.competitors);
  const given = makeLeads(makeDemo(demo.today, demoSeed + 3), company, deals);
  const forecast = makeForecast(makeDemo(demo.today, demoSeed + 4), company, deals);
  describeClosings(makeDemo(demo.today, demoSeed + 5), deals);
  const range = makeRange(makeDemo(demo.today, demoSeed + 21), company, catalogue, bank.enterprise.id);
  gateOfferings(range.offerings);
  const certified = makeCertificates(makeDemo(demo.today, demoSeed + 70), company);
  const past = makePast(makeDemo(demo.today, demoSeed + 6), catalogue, customers);
  sellBeforeRetirement(past, range.offerings);
  describeClosings(makeDemo(demo.today, demoSeed + 7), past);
  const asked = makeApprovals(makeDemo(demo.today, demoSeed + 8), company, catalogue, customers);
  const all = [...deals, ...past, ...asked.deals];
  const heavens = makeHeavens(
    makeDemo(demo.today, demoSeed + 40),
    company.people.find(({ key }) => key === 'product')?.tenantId,
  );
  const seller = company.people.find(({ key }) => key === 'product');
  const together = makeBundles(makeDemo(demo.today, demoSeed + 22), range.offerings, seller?.tenantId);
  const promoted = makePromotions(makeDemo(demo.today, demoSeed + 41), range.offerings, seller);
  const sold = { ...range, fleet: fleetOf(heavens), ...together, promotions: promoted };
  const quoted = makeQuotes(makeDemo(demo.today, demoSeed + 23), company, sold, deals, bank.customers);
  const signed = makeContracts(makeDemo(demo.today, demoSeed + 24), company, sold, all, bank.customers, quoted);
  tellSources(makeDemo(demo.today, demoSeed + 9), all);
  const sent = makeExports(makeDemo(demo.today, demoSeed + 65), company);
  const selected = makeSelection(makeDemo(demo.today, demoSeed + 61), company);
  const signsIn = company.people.filter(({ key }) => key !== undefined && key !== 'leaver');
  const keeper = makeKeeper(makeDemo(demo.today, demoSeed + 59), company);
  const own = makeCustomFields(makeDemo(demo.today, demoSeed + 58), company);
  const rowsToFill = {
    accounts: customers.map(({ row }) => row),
    contacts: fields.flatMap(({ contacts }) => contacts.map(({ called: _, ...row }) => row)),
    opportunities: all.map(({ row }) => row),
    visits: fieldwork.visits,
  };
  for (const entity of customEntities) fillIn(demo, own, entity, rowsToFill[entity]);
  const writes = [
    into(tables.tenants, company.tenants),
    into(tables.units, company.units),
    (sql: postgres.Sql) => linkRoots(sql),
    into(
      tables.people,
      company.people.map(({ roles: _, key: __, region: ___, ...row }) => row),
    ),
    into(tables.people, [keeper.row]),
    into(tables.roleGrants, [...company.grants, keeper.grant]),
    into(tables.customFields, own),
    into(
      tables.credentials,
      [...signsIn, keeper.row].map(({ id }) => ({ personId: id, passwordHash })),
    ),
    into(tables.competitors, catalogue.competitors),
    into(tables.satellites, heavens.satellites),
    into(tables.beams, heavens.beams),
    into(tables.carriers, heavens.carriers),
    into(tables.terminals, heavens.terminals),
    into(tables.enterprises, [bank.enterprise, government.enterprise]),
    into(tables.specifications, range.specifications),
    into(tables.offerings, range.offerings),
    into(tables.offeringPrices, range.prices),
    into(tables.certificateTypes, certified.types),
    into(tables.certificateRequirements, certified.requirements),
    into(tables.certificates, certified.certificates),
    into(tables.certificateEvidence, certified.evidence),
    into(tables.certificateGoals, certified.goals),
    into(tables.bundles, together.bundles),
    into(tables.bundleComponents, together.components),
    into(tables.bundleConstraints, together.constraints),
    into(tables.promotions, spent(promoted, quoted.uses)),
    into(tables.accounts, rowsToFill.accounts),
    into(
      tables.assignments,
      customers.flatMap((customer) => makeAssignments(demo, company, customer)),
    ),
    into(tables.contacts, rowsToFill.contacts),
    into(tables.opportunities, rowsToFill.opportunities),
    into(
      tables.opportunityChanges,
      all.flatMap(({ changes }) => changes),
    ),
    into(tables.approvals, asked.approvals),
    into(tables.approvalSteps, asked.steps),
    into(tables.feasibilityRules, quoted.rules),
    into(tables.quotes, quoted.quotes),
    into(tables.quoteSites, quoted.sites),
    into(tables.quoteLines, quoted.lines),
    into(tables.quoteVersions, quoted.versions),
    into(tables.promotionUses, quoted.uses),
    into(tables.openings, selected.openings),
    into(tables.openingAssessors, selected.assessors),
    into(tables.candidates, selected.candidates),
    into(tables.candidateScores, selected.scores),
    into(tables.selectionDecisions, selected.decisions),
    into(tables.onboardingPlans, selected.plans),
    into(tables.onboardingItems, selected.items),
    into(tables.rewardRules, makeRewardRules(makeDemo(demo.today, demoSeed + 60), company)),
    into(tables.awards, makeAwards(makeDemo(demo.today, demoSeed + 62), company)),
    ...rowsOf(makeTraining(makeDemo(demo.today, demoSeed + 61), company)).map(([table, rows]) => into(table, rows)),
    into(tables.letterheads, signed.heads),
    into(tables.contracts, signed.contracts),
    into(tables.contractSites, signed.sites),
    into(tables.installedProducts, signed.installed),
    into(tables.quoteLinks, signed.links),
    into(tables.quoteQuestions, signed.questions),
    into(tables.notices, signed.notices),
    into(tables.approvals, quoted.approvals),
    into(tables.approvalSteps, quoted.steps),
    into(tables.qualifications, qualified.qualifications),
    into(tables.qualificationScores, qualified.scores),
    into(tables.forecastLines, forecast.lines),
    into(tables.forecastCalls, forecast.calls),
    into(tables.forecastAdjustments, forecast.adjustments),
    into(tables.visits, fieldwork.visits),
    into(tables.visits, daily.proposed),
    into(tables.savedViews, sent.views),
    into(tables.exportSchedules, sent.schedules),
    into(tables.visitAttendees, [...fieldwork.attendees, ...daily.attendees]),
    into(tables.visitComments, daily.comments),
    into(tables.commentReactions, daily.reactions),
    into(tables.visitCoachings, daily.coachings),
    into(tables.competitorMoves, daily.moves),
    into(tables.interactions, daily.interactions),
    into(tables.needs, fieldwork.needs),
    into(tables.commitments, fieldwork.commitments),
    into(tables.enquiryForms, given.forms),
    into(tables.leadPolicies, given.policies),
    into(tables.leads, given.leads),
    into(tables.leadTurns, given.turns),
    into(tables.journal, given.journal),
    into(tables.journal, makeJournal(demo, customers, deals, fieldwork.visits)),
    into(tables.journal, [...qualified.entries, ...asked.journal]),
    (sql: postgres.Sql) => sql`select app.rebuild_snapshots(array(select id from tenants))`,
    (sql: postgres.Sql) => writeGoals(sql, demo.today),
  ];
  const said = `${customers.length} accounts, ${all.length} opportunities, ${fieldwork.visits.length} visits`;
  return { writes, said };
}

const into =
  <T extends PgTable>(table: T, rows: T['$inferInsert'][]) =>
  (sql: postgres.Sql): Promise<unknown> =>
    insertRows(sql, table, rows);

/** A tenant names its root unit, and a unit its tenant: so the first comes last. Then leave room for new ones. */
async function linkRoots(sql: postgres.Sql) {
  await sql`
    update tenants t set root_unit_id = u.id from units u
    where u.tenant_id = t.id and not exists (select from units p where p.id = u.parent_id and p.tenant_id = t.id)`;
  await sql`select setval(pg_get_serial_sequence('tenants', 'id'), 100), setval(pg_get_serial_sequence('units', 'id'), 1000)`;
}
