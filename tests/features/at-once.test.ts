import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import {
  accounts,
  approvalSteps,
  approvals,
  assignments,
  leads,
  offeringPrices,
  offerings,
  opportunities,
  people,
  promotions,
  quoteLines,
  quotes,
  roleGrants,
  tenants,
  units,
} from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';

const sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
const db = drizzle(sql, { casing: 'snake_case' });
const id = { manager: newId(), colleague: newId(), lead: newId(), deputy: newId() };
const at = { tenantId: 0, unitId: 0 };
let who: Record<keyof typeof id, Context>;
let commands: {
  pick: typeof import('~/features/leads/commands/hold.server').pickLead;
  move: typeof import('~/features/opportunities/commands/move.server').moveOpportunity;
  send: typeof import('~/features/quotes/commands/send.server').sendQuote;
  approve: typeof import('~/features/approvals/commands/decide.server').approve;
  sendBack: typeof import('~/features/approvals/commands/decide.server').sendBack;
};
let close = async () => {};

const roleOf = (person: string) => (person === id.lead || person === id.deputy ? 'team_lead' : 'account_manager');

// what two people do at once needs two connections, so these rows are really written, in a company of their own
beforeAll(async () => {
  process.env.APP_DATABASE_URL = inject('appUrl');
  const [tenant] = await db
    .insert(tenants)
    .values({ code: `at-once-${id.manager}`, name: '同时' })
    .returning();
  at.tenantId = tenant!.id;
  const [unit] = await db.insert(units).values({ tenantId: at.tenantId, name: '一组', kind: 'team' }).returning();
  at.unitId = unit!.id;
  await db.update(tenants).set({ rootUnitId: at.unitId }).where(eq(tenants.id, at.tenantId));
  for (const [name, person] of Object.entries(id)) {
    await db.insert(people).values({ ...at, id: person, name, email: `${person}@test.invalid` });
    await db.insert(roleGrants).values({ personId: person, role: roleOf(person), unitId: at.unitId });
  }
  const { findActorById } = await import('~/core/actor.server');
  const { contextFor } = await import('~/core/context.server');
  const of = async (person: string) => contextFor((await findActorById(person, roleOf(person)))!);
  who = {
    manager: await of(id.manager),
    colleague: await of(id.colleague),
    lead: await of(id.lead),
    deputy: await of(id.deputy),
  };
  const { pickLead } = await import('~/features/leads/commands/hold.server');
  const { moveOpportunity } = await import('~/features/opportunities/commands/move.server');
  const { sendQuote } = await import('~/features/quotes/commands/send.server');
  const { approve, sendBack } = await import('~/features/approvals/commands/decide.server');
  commands = { pick: pickLead, move: moveOpportunity, send: sendQuote, approve, sendBack };
  const { pool } = await import('~/core/db.server');
  close = () => pool.end();
}, 60_000);

afterAll(async () => {
  await close();
  await sql.end();
});

const both = <T>(work: (ctx: Context) => Promise<T>) => Promise.all([work(who.manager), work(who.colleague)]);

it('gives a lead that two pick at once to one of them, and tells the other who', async () => {
  for (let round = 0; round < 3; round += 1) {
    const lead = newId();
    await db.insert(leads).values({
      tenantId: at.tenantId, id: lead, unitId: at.unitId, poolUnitId: at.unitId, state: 'pool', source: 'employee',
      company: `同时饭店${round}`, contactName: '李经理', phone: '138 0013 8001', need: '专线',
    }); // biome-ignore format: as a row
    const answers = await both((ctx) => commands.pick(ctx, lead));
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ reason: 'lead.taken_by' });
    const [row] = await sql`
      select l.state, (select count(*)::int from lead_turns t where t.lead_id = l.id) as turns,
        (select count(*)::int from journal j where j.subject_id = l.id and j.event = 'lead.picked') as picked
      from leads l where l.id = ${lead}`;
    expect(row).toMatchObject({ state: 'accepted', turns: 1, picked: 1 });
  }
});

it('moves a card that two drag at once once, and tells the second who was first', async () => {
  const account = newId();
  const own = { ...at, ownerId: id.manager };
  await db.insert(accounts).values({ ...own, id: account, name: '同时银行', kind: 'private' });
  for (const [person, role] of [[id.manager, 'primary'], [id.colleague, 'backup']] as const)
    await db.insert(assignments).values({ ...at, id: newId(), ownerId: person, accountId: account, role, during: '[2026-01-01,)' }); // biome-ignore format: as a row
  const deal = newId();
  const now = new Date();
  await db.insert(opportunities).values({
    ...own, id: deal, accountId: account, title: '同时', pipelineId: 1, stageId: 1, stageType: 'open', stageEnteredAt: now,
    lastActivityAt: now, probability: 10,
  }); // biome-ignore format: as a row
  const answers = await both((ctx) => commands.move(ctx, deal, { to: 9, note: '客户预算冻结', version: 1 }));
  expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
  expect(answers.find(({ ok }) => !ok)).toMatchObject({ reason: 'stale' });
  const changes = await sql`select from opportunity_changes where opportunity_id = ${deal} and kind = 'moved'`;
  expect(changes).toHaveLength(1);
});

it('spends a promotion that is left once on one of two quotes sent at once, and names it to the other', async () => {
  const [account, offering, price] = [newId(), newId(), newId()];
  await db.insert(accounts).values({ ...at, ownerId: id.manager, id: account, name: '同时商场', kind: 'private' });
  for (const [person, role] of [[id.manager, 'primary'], [id.colleague, 'backup']] as const)
    await db.insert(assignments).values({ ...at, id: newId(), ownerId: person, accountId: account, role, during: '[2026-01-01,)' }); // biome-ignore format: as a row
  await db
    .insert(offerings)
    .values({ id: offering, tenantId: at.tenantId, code: 'ONCE', name: '专线', line: 'internet' });
  await db.insert(offeringPrices).values({
    id: price, offeringId: offering, tenantId: at.tenantId, code: 'rent', name: '月租', kind: 'recurring', period: 'month', amountFen: 1000,
    taxPercent: 6, validFrom: '2026-01-01', approvedAt: new Date(),
  }); // biome-ignore format: as a row
  // two budgets in turn, so that what the first gave has to come back when the second does not reach
  const [plenty, last] = [newId(), newId()];
  const promotion = { tenantId: at.tenantId, startsOn: '2026-01-01', endsOn: '2099-12-31', amount: 100 };
  await db.insert(promotions).values([
    { ...promotion, id: plenty, code: 'PLENTY', name: '多', effect: 'percent_monthly', budgetKind: 'count', budget: 9 },
    { ...promotion, id: last, code: 'LAST', name: '最后一份', effect: 'percent_one_off', budgetKind: 'count', budget: 1 },
  ]); // biome-ignore format: one line each
  const made: string[] = [];
  for (const ownerId of [id.manager, id.colleague]) {
    const [deal, quote] = [newId(), newId()];
    const own = { ...at, ownerId, accountId: account };
    const now = new Date();
    await db.insert(opportunities).values({
      ...own, id: deal, title: '同时', pipelineId: 1, stageId: 1, stageType: 'open', stageEnteredAt: now, lastActivityAt: now, probability: 10,
    }); // biome-ignore format: as a row
    const picked = { code: '', nameEn: null, offeringId: null, line: null, regions: [], amount: 100, homeCode: null };
    await db.insert(quotes).values({
      ...own, id: quote, opportunityId: deal, number: quote, title: '同时', state: 'approved', validUntil: '2099-01-01', createdBy: ownerId,
      promotions: [
        { ...picked, id: plenty, name: '多', effect: 'percent_monthly' },
        { ...picked, id: last, name: '最后一份', effect: 'percent_one_off' },
      ],
    }); // biome-ignore format: as a row
    const line = {
      ...own, quoteId: quote, offeringId: offering, priceId: price, offeringCode: 'ONCE', offeringName: '专线', productLine: 'internet' as const,
      priceCode: 'rent', priceName: '月租', unit: 'item' as const, amountFen: 1000, taxPercent: 6 as const,
    }; // biome-ignore format: as a row
    await db.insert(quoteLines).values([
      { ...line, id: newId(), position: 1, kind: 'recurring', period: 'month' },
      { ...line, id: newId(), position: 2, kind: 'one_off' },
    ]);
    made.push(quote);
  }
  const send = (ctx: Context, quote: string) => commands.send(ctx, quote, { id: newId(), version: 1 });
  const answers = await Promise.all([send(who.manager, made[0]!), send(who.colleague, made[1]!)]);
  expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
  const late = answers.find(({ ok }) => !ok);
  expect(late).toMatchObject({ params: { promotion: '最后一份' } });
  const left = await sql`select code, used_count from promotions where id in ${sql([plenty, last])} order by code`;
  expect([...left]).toMatchObject([{ code: 'LAST', used_count: 1 }, { code: 'PLENTY', used_count: 1 }]); // biome-ignore format: one line
  const states = await sql`select state from quotes where id in ${sql(made)} order by state`;
  expect([...states]).toMatchObject([{ state: 'approved' }, { state: 'sent' }]);
});

it('counts what two approvers decide at once, each once, and one decision only where they disagree', async () => {
  const account = newId();
  const own = { ...at, ownerId: id.manager, accountId: account };
  await db.insert(accounts).values({ ...at, ownerId: id.manager, id: account, name: '审批银行', kind: 'private' });
  const ask = async (steps: { approverId: string; position: number }[]) => {
    const [deal, approval] = [newId(), newId()];
    await db.insert(opportunities).values({
      ...own, id: deal, title: '审批', pipelineId: 1, stageId: 1, stageType: 'open', stageEnteredAt: new Date(), lastActivityAt: new Date(), probability: 10,
    }); // biome-ignore format: as a row
    await db.insert(approvals).values({
      ...own,
      id: approval,
      opportunityId: deal,
      stageCode: 'quote',
      criterion: 'quote',
      mode: 'all',
      askedBy: id.manager,
    });
    await db.insert(approvalSteps).values(
      steps.map((step) => ({
        ...own,
        ...step,
        id: newId(),
        approvalId: approval,
        role: 'team_lead',
        state: 'pending' as const,
      })),
    );
    return approval;
  };
  const stateOf = async (approval: string) => (await sql`select state from approvals where id = ${approval}`)[0]?.state;
  for (let round = 0; round < 3; round += 1) {
    const both = await ask([{ approverId: id.lead, position: 1 }, { approverId: id.deputy, position: 2 }]); // biome-ignore format: two steps
    await Promise.all([who.lead, who.deputy].map((ctx) => commands.approve(ctx, both, { comment: null })));
    expect(await stateOf(both)).toBe('approved'); // neither took the other for still undecided
    const torn = await ask([{ approverId: id.lead, position: 1 }]);
    const answers = await Promise.all([
      commands.approve(who.lead, torn, { comment: null }),
      commands.sendBack(who.lead, torn, { comment: '不行' }),
    ]);
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ reason: 'approval.settled' });
    expect(await stateOf(torn)).toBe(answers[0].ok ? 'approved' : 'returned');
  }
});
