import { createHash, randomBytes } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import {
  contractSites,
  contracts,
  installedProducts,
  notices,
  opportunities,
  quoteLinks,
  quotes,
  quoteVersions,
} from '#drizzle/schema';
import { newId } from '~/core/ids';
import {
  amendContract,
  giveUpContract,
  recordPayment,
  signContract,
  terminateContract,
} from '~/features/contracts/commands/change.server';
import { publishCredits } from '~/features/contracts/commands/credits.server';
import { makeContract } from '~/features/contracts/commands/make.server';
import { renewContract } from '~/features/contracts/commands/renew.server';
import { saveSites } from '~/features/contracts/commands/sites.server';
import {
  contractOfQuote,
  creditsOf,
  getContract,
  installedAt,
  listContractSites,
  listInstalled,
} from '~/features/contracts/queries/contract.server';
import { listEndingOf } from '~/features/contracts/queries/ending.server';
import { listContracts } from '~/features/contracts/queries/list.server';
import { standOf, usualCredits } from '~/features/contracts/rules';
import { saveLetterhead } from '~/features/offers/commands/letterhead.server';
import { answerQuestion, makeLink, revokeLink } from '~/features/offers/commands/links.server';
import { askPaper } from '~/features/offers/commands/paper.server';
import { getPaper, letterheadOf, listLinks, listPapers } from '~/features/offers/queries.server';
import { saveRule } from '~/features/rewards/commands/rule.server';
import { ruleInput } from '~/features/rewards/input';
import { myScore } from '~/features/rewards/queries/scores.server';
import { findNextVisit } from '~/features/visits/queries/day.server';
import { sampleQuote } from '../support/sample-quote';
import { inWorld, type World } from '../support/world';

const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');
const none = { init: { status: 404 } };
const forbidden = { init: { status: 403 } };

/** A quote that was sent, with its version. */
async function sent(w: World, given: Partial<typeof quoteVersions.$inferInsert> = {}) {
  const account = await w.account();
  const deal = await w.opportunity(account);
  const { tenantId, unitId, ownerId, id: accountId } = account;
  const own = { tenantId, unitId, ownerId, accountId };
  const [id, versionId] = [newId(), newId()];
  const made = {
    opportunityId: deal.id,
    number: `Q-${id.slice(-6)}`,
    title: '网点专线',
    months: 36,
    createdBy: ownerId,
  };
  await w.owner.insert(quotes).values({ ...own, ...made, id, state: 'sent', validUntil: '2027-12-31' });
  const document = sampleQuote(3, 3, { number: made.number, revision: 1 });
  await w.owner.insert(quoteVersions).values({
    ...{
      ...own,
      id: versionId,
      quoteId: id,
      revision: 1,
      number: made.number,
      document,
      totalFen: document.sum.totalFen,
    },
    ...{ validUntil: '2027-12-31', sentAt: new Date('2026-11-20T02:00:00Z'), sentBy: ownerId, ...given },
  });
  return { id, versionId, account, deal, document, own };
}
type Sent = Awaited<ReturnType<typeof sent>>;

async function linked(w: World, quote: Sent, given: Partial<typeof quoteLinks.$inferInsert> = {}) {
  const secret = randomBytes(32).toString('base64url');
  const link = {
    ...quote.own,
    id: newId(),
    versionId: quote.versionId,
    tokenHash: hashOf(secret),
    createdBy: quote.own.ownerId,
  };
  await w.owner.insert(quoteLinks).values({ ...link, expiresAt: new Date('2099-01-01T00:00:00Z'), ...given });
  return hashOf(secret);
}
const offer = async (w: World, hash: string) =>
  [
    ...(await w.owner.execute<{ state: string; document: string | null; questions: string }>(
      sql`select * from app.offer(${hash})`,
    )),
  ][0];
const say = async (w: World, hash: string, isYes = true) =>
  [
    ...(await w.owner.execute<{ said: string }>(
      sql`select app.answer_offer(${hash}, ${isYes}, '沈国强', '主任', null) as said`,
    )),
  ][0]?.said;

async function accepted(w: World) {
  const quote = await sent(w);
  expect(await say(w, await linked(w, quote))).toBe('done');
  return quote;
}
const signing = (version = 1) => ({
  ...{
    intent: 'sign' as const,
    version,
    signedOn: '2026-11-20',
    startsOn: '2026-12-01',
    autoRenews: false,
    renewalMonths: 12,
  },
  ...{ sellerSigner: '王芳', sellerSignerTitle: null, customerSigner: '沈国强', customerSignerTitle: '主任' },
});
async function running(w: World) {
  const quote = await accepted(w);
  const id = newId();
  expect(await makeContract(w.manager, quote.id, { id })).toMatchObject({ ok: true });
  expect(await signContract(w.manager, id, signing())).toMatchObject({ ok: true });
  return { ...quote, contractId: id };
}

describe('a customer with a link', () => {
  it('reads the quote, asks, and is answered', () =>
    inWorld(async (w) => {
      const quote = await sent(w);
      const hash = await linked(w, quote);
      expect(await offer(w, hash)).toMatchObject({ state: 'open' });
      const question = newId();
      for (const _ of [1, 2])
        await w.owner.execute(sql`select app.ask_offer(${hash}, ${question}::uuid, '沈国强', '多久开通？')`);
      expect(await answerQuestion(w.manager, quote.id, { questionId: question, answer: '25 天' })).toMatchObject({
        ok: true,
      });
      expect(await answerQuestion(w.manager, quote.id, { questionId: question, answer: '26 天' })).toMatchObject({
        ok: false,
      });
      const [asked] = JSON.parse((await offer(w, hash))!.questions) as { answer: string }[];
      expect(asked?.answer).toBe('25 天');
      const told = await w.owner.select().from(notices).where(eq(notices.subjectId, quote.id));
      expect(told.map(({ kind, personId }) => [kind, personId])).toEqual([['quote_question', quote.own.ownerId]]);
    }));

  it('accepts once; a second answer changes nothing', () =>
    inWorld(async (w) => {
      const quote = await sent(w);
      const hash = await linked(w, quote);
      expect(await say(w, hash)).toBe('done');
      expect(await say(w, hash, false)).toBe('accepted');
      const [version] = await w.owner.select().from(quoteVersions).where(eq(quoteVersions.id, quote.versionId));
      expect(version).toMatchObject({ acceptedName: '沈国强', answeredTitle: '主任', declinedAt: null });
      const [row] = await w.owner.select().from(quotes).where(eq(quotes.id, quote.id));
      expect(row?.state).toBe('accepted');
    }));

  it('is told that it is too late', () =>
    inWorld(async (w) => {
      const over = await sent(w, { validUntil: '2026-01-01' });
      expect(await say(w, await linked(w, over))).toBe('expired');
      const newer = await sent(w);
      const hash = await linked(w, newer);
      await w.owner.update(quotes).set({ state: 'draft', revision: 2 }).where(eq(quotes.id, newer.id));
      expect(await say(w, hash)).toBe('superseded');
      const ended = await linked(w, newer, { expiresAt: new Date('2026-01-01T00:00:00Z') });
      expect(await offer(w, ended)).toMatchObject({ state: 'link_over', document: null });
      const taken = await linked(w, newer, { revokedAt: new Date('2026-01-01T00:00:00Z') });
      expect(await offer(w, taken)).toBeUndefined();
      expect(await offer(w, hashOf('nothing'))).toBeUndefined();
    }));

  it('is given a link by who may send the quote, and papers in both languages are asked for', () =>
    inWorld(async (w) => {
      const quote = await sent(w);
      const input = { id: newId(), sentTo: '沈主任', email: null, locale: 'zh-CN' as const };
      const made = await makeLink(w.manager, quote.id, input);
      expect(made).toMatchObject({ ok: true, value: { linkId: input.id } });
      expect(made.ok && made.value.secret).toMatch(/^[\w-]{43}$/);
      expect(await makeLink(w.manager, quote.id, input)).toMatchObject({
        ok: false,
        reason: 'offer.link_made_already',
      });
      const { quote: row } = { quote: { ...quote.own, id: quote.id, revision: 1 } };
      expect((await listPapers(w.manager, row)).map(({ locale, state }) => [locale, state]).sort()).toEqual([
        ['en', 'waiting'],
        ['zh-CN', 'waiting'],
      ]);
      expect(await listLinks(w.manager, row.tenantId, quote.versionId)).toHaveLength(1);
      for (const ctx of [w.stranger, w.otherTeam]) {
        await expect(makeLink(ctx, quote.id, { ...input, id: newId() })).rejects.toMatchObject(none);
        await expect(revokeLink(ctx, quote.id, input.id)).rejects.toMatchObject(none);
        expect(await listLinks(ctx, row.tenantId, quote.versionId)).toEqual([]);
        expect(await listPapers(ctx, row)).toEqual([]);
      }
      expect(await revokeLink(w.manager, quote.id, input.id)).toMatchObject({ ok: true });
      const secret = made.ok ? (made.value.secret ?? '') : '';
      expect(await offer(w, hashOf(secret))).toBeUndefined();
      const asked = await askPaper(w.manager, quote.id, { id: newId(), locale: 'en' });
      expect(asked.ok && (await getPaper(w.manager, asked.value.id)).versionId).toBe(quote.versionId);
      await expect(getPaper(w.stranger, asked.ok ? asked.value.id : '')).rejects.toMatchObject(none);
    }));
});

describe('a contract', () => {
  it('is made of an accepted quote, once, with its sites and products', () =>
    inWorld(async (w) => {
      const open = await sent(w);
      expect(await makeContract(w.manager, open.id, { id: newId() })).toMatchObject({
        ok: false,
        reason: 'contract.not_accepted',
      });
      const quote = await accepted(w);
      const id = newId();
      expect(await makeContract(w.manager, quote.id, { id })).toEqual({ ok: true, value: { id } });
      expect(await makeContract(w.manager, quote.id, { id: newId() })).toEqual({ ok: true, value: { id } });
      const { contract } = await getContract(w.manager, id);
      expect(contract).toMatchObject({
        state: 'draft',
        year: 2026,
        sequence: 1,
        months: 36,
        customerSigner: '沈国强',
        customerSignerTitle: '主任',
        totalFen: quote.document.sum.totalFen,
      });
      expect(contract.number).toMatch(/-C2026-0001$/);
      expect(await listContractSites(w.manager, contract)).toHaveLength(3);
      const products = await listInstalled(w.manager, contract);
      expect(products).toHaveLength(quote.document.lines.length);
      expect(products.reduce((sum, one) => sum + one.monthlyFen, 0)).toBe(contract.monthlyFen);
      const second = await accepted(w);
      const other = newId();
      await makeContract(w.manager, second.id, { id: other });
      expect((await getContract(w.manager, other)).contract.sequence).toBe(2);
      for (const ctx of [w.stranger, w.strangerDirector, w.otherTeam, w.trainer, w.employee]) {
        await expect(getContract(ctx, id)).rejects.toMatchObject({ init: { status: expect.any(Number) } });
        expect(await ctx.db.select().from(contracts)).toEqual([]);
        expect(await ctx.db.select().from(installedProducts)).toEqual([]);
        await expect(makeContract(ctx, quote.id, { id: newId() })).rejects.toMatchObject(none);
      }
    }));

  it('notes the first payment, by who may, and confirms what waits for it', () =>
    inWorld(async (w) => {
      const rule = ruleInput.parse({
        ...{ id: newId(), name: '首次付款', milestone: 'deal_paid', kind: 'share', percent: '0.5', cap: '5000' },
        ...{ startsOn: '2026-11-21', endsOn: '2027-03-31', version: '0' },
      });
      await saveRule(w.director, rule);
      // signed yesterday: the rule has run since the first of the month
      await w.owner.execute(sql`update reward_rules set starts_on = '2026-11-01', published_by = created_by,
        published_at = ${w.manager.now.toISOString()}::timestamptz where id = ${rule.id}`);
      const collect = () =>
        w.owner.execute(sql`select app.collect_rewards('-infinity', ${w.manager.now.toISOString()}::timestamptz)`);
      const { contractId: id } = await running(w);
      const paid = (version: number, firstPaidOn = '2026-11-21') => ({ intent: 'paid' as const, version, firstPaidOn });
      await collect();
      const points = async () => {
        const { now, waiting } = await myScore(w.manager);
        return [now > 0, waiting > 0];
      };
      expect(await points()).toEqual([false, true]);
      await expect(recordPayment(w.employee, id, paid(2))).rejects.toMatchObject(none);
      await expect(recordPayment(w.strangerDirector, id, paid(2))).rejects.toMatchObject(none);
      expect(await recordPayment(w.manager, id, paid(1))).toMatchObject({ reason: 'stale' });
      expect(await recordPayment(w.manager, id, paid(2, '2026-11-22'))).toMatchObject({
        fields: { firstPaidOn: 'contract.paid_ahead' },
      });
      expect(await recordPayment(w.manager, id, paid(2))).toMatchObject({ ok: true });
      expect(await recordPayment(w.manager, id, paid(3))).toMatchObject({ ok: true });
      await collect();
      expect(await points()).toEqual([true, false]);
    }));

  it('is told before a visit when it or a circuit of it ends within half a year, and to no stranger', () =>
    inWorld(async (w) => {
      const { contractId: id, account } = await running(w);
      expect(await listEndingOf(w.manager, account.id)).toEqual([]);
      await w.owner.update(contracts).set({ endsOn: '2027-05-20' }).where(eq(contracts.id, id));
      expect(await listEndingOf(w.manager, account.id)).toMatchObject([{ id, endsOn: '2027-05-20', circuits: [] }]);
      await w.visit(account, { plannedAt: new Date('2026-11-21T06:00:00Z') });
      expect(await findNextVisit(w.manager)).toMatchObject({ ending: null });

      await w.owner.update(contracts).set({ endsOn: '2027-02-01' }).where(eq(contracts.id, id));
      expect(await findNextVisit(w.manager)).toMatchObject({ ending: { id, endsOn: '2027-02-01' } });

      await w.owner.update(contracts).set({ endsOn: '2028-11-30' }).where(eq(contracts.id, id));
      await w.owner
        .update(installedProducts)
        .set({ kind: 'recurring', untilOn: '2027-01-31' })
        .where(eq(installedProducts.contractId, id));
      const [ending] = await listEndingOf(w.manager, account.id);
      expect(ending).toMatchObject({ id, endsOn: '2028-11-30' });
      expect(ending?.circuits[0]).toMatchObject({ untilOn: '2027-01-31' });
      for (const ctx of [w.stranger, w.otherTeam, w.strangerDirector])
        expect(await listEndingOf(ctx, account.id)).toEqual([]);
      await w.owner.update(contracts).set({ state: 'ended' }).where(eq(contracts.id, id));
      expect(await listEndingOf(w.manager, account.id)).toEqual([]);
    }));

  it('runs once it is signed, and only then is changed', () =>
    inWorld(async (w) => {
      const { contractId: id, deal, account } = await running(w);
      const { contract } = await getContract(w.manager, id);
      expect(contract).toMatchObject({ state: 'active', startsOn: '2026-12-01', endsOn: '2029-11-30', version: 2 });
      expect(await signContract(w.manager, id, signing(2))).toMatchObject({
        ok: false,
        reason: 'contract.signed_already',
      });
      expect(await signContract(w.manager, id, signing(1))).toMatchObject({ ok: false, reason: 'stale' });
      const [row] = await w.owner.select().from(opportunities).where(eq(opportunities.id, deal.id));
      expect(row?.evidence.contract_signed?.note).toBe(contract.number);
      expect((await installedAt(w.manager, account.id)).length).toBeGreaterThan(0);
      expect(await installedAt(w.stranger, account.id)).toEqual([]);
      const amendment = {
        intent: 'amend' as const,
        id: newId(),
        version: 2,
        kind: 'extension' as const,
        text: '延长一年',
        effectiveOn: '2026-12-01',
        endsOn: '2030-11-30',
      };
      for (const _ of [1, 2]) expect(await amendContract(w.manager, id, amendment)).toMatchObject({ ok: true });
      expect((await getContract(w.manager, id)).contract).toMatchObject({ endsOn: '2030-11-30', version: 3 });
      await expect(amendContract(w.stranger, id, { ...amendment, id: newId() })).rejects.toMatchObject(none);
      const end = { intent: 'terminate' as const, version: 3, closedOn: '2026-11-21', closeNote: '客户搬迁' };
      expect(await terminateContract(w.manager, id, end)).toMatchObject({ ok: true });
      expect(await amendContract(w.manager, id, { ...amendment, id: newId(), version: 4 })).toMatchObject({
        ok: false,
      });
    }));

  it('keeps when sites were promised and there', () =>
    inWorld(async (w) => {
      const { contractId: id } = await running(w);
      const { contract } = await getContract(w.manager, id);
      const [site, other] = await listContractSites(w.manager, contract);
      const input = {
        intent: 'sites' as const,
        version: 2,
        ids: [site!.id],
        what: 'promised' as const,
        on: '2026-11-01',
      };
      expect(await saveSites(w.manager, id, input)).toMatchObject({ ok: true });
      expect(await saveSites(w.manager, id, input)).toMatchObject({ ok: false, reason: 'stale' });
      const there = { ...input, version: 3, what: 'delivered' as const, ids: [site!.id, other!.id] };
      expect(await saveSites(w.manager, id, { ...there, on: '2027-01-01' })).toMatchObject({ ok: false });
      expect(await saveSites(w.manager, id, { ...there, on: '2026-11-12' })).toMatchObject({ ok: true });
      const sites = await listContractSites(w.manager, contract);
      expect(sites.map(({ promisedOn, deliveredOn }) => [promisedOn, deliveredOn])).toEqual([
        ['2026-11-01', '2026-11-12'],
        [other!.promisedOn, '2026-11-12'],
        [expect.anything(), null],
      ]);
      const products = await w.owner.select().from(installedProducts).where(eq(installedProducts.siteId, site!.id));
      expect(products.every(({ fromOn }) => fromOn === '2026-11-12')).toBe(true);
      expect(await saveSites(w.manager, id, { ...there, version: 4, on: null })).toMatchObject({ ok: true });
      await expect(saveSites(w.stranger, id, { ...there, version: 5 })).rejects.toMatchObject(none);
      await expect(saveSites(w.manager, id, { ...there, version: 5, ids: [newId()] })).rejects.toMatchObject(none);
    }));

  it('is given up while nobody has signed, and the quote becomes another', () =>
    inWorld(async (w) => {
      const quote = await accepted(w);
      const [id, next] = [newId(), newId()];
      await makeContract(w.manager, quote.id, { id });
      for (const ctx of [w.stranger, w.otherTeam]) await expect(giveUpContract(ctx, id, 1)).rejects.toMatchObject(none);
      await expect(giveUpContract(w.trainer, id, 1)).rejects.toMatchObject({ init: { status: expect.any(Number) } });
      expect(await giveUpContract(w.manager, id, 7)).toMatchObject({ ok: false, reason: 'stale' });
      for (const _ of [1, 2]) expect(await giveUpContract(w.manager, id, 1)).toEqual({ ok: true, value: null });
      expect(standOf((await getContract(w.manager, id)).contract)).toBe('given_up');
      expect(await signContract(w.manager, id, signing(2))).toMatchObject({ ok: false });
      expect(await contractOfQuote(w.manager, { ...quote.own, id: quote.id })).toBeNull();
      expect(await makeContract(w.manager, quote.id, { id: next })).toEqual({ ok: true, value: { id: next } });
      await signContract(w.manager, next, signing());
      expect(await giveUpContract(w.manager, next, 2)).toMatchObject({ ok: false, reason: 'contract.signed_already' });
    }));

  it('is told of before its end, each time once, and opens one renewal', () =>
    inWorld(async (w) => {
      const { contractId: id } = await running(w);
      const { contract } = await getContract(w.manager, id);
      expect(await renewContract(w.manager, id, '续约')).toMatchObject({
        ok: false,
        reason: 'contract.renew_too_early',
      });
      const tell = async (day: string) =>
        [...(await w.owner.execute<{ n: number }>(sql`select app.add_contract_notices(${day}::date, now()) as n`))][0]
          ?.n;
      expect(await tell('2029-06-01')).toBe(0);
      expect(await tell('2029-06-05')).toBe(1);
      expect(await tell('2029-06-06')).toBe(0);
      expect(await tell('2029-09-05')).toBe(1);
      expect(await tell('2029-11-05')).toBe(1);
      expect(await tell('2029-11-06')).toBe(0);
      const later = { ...w.manager, now: new Date('2029-09-01T02:00:00Z') };
      expect((await listContracts(later, { state: null, ending: 90, after: null })).rows.map((row) => row.id)).toEqual([
        id,
      ]);
      expect((await listContracts(later, { state: null, ending: 30, after: null })).rows).toEqual([]);
      const made = await renewContract(later, id, '续约');
      expect(made.ok).toBe(true);
      expect(await renewContract(later, id, '续约')).toEqual(made);
      const [deal] = await w.owner
        .select()
        .from(opportunities)
        .where(eq(opportunities.id, made.ok ? made.value.id : ''));
      expect(deal).toMatchObject({
        source: 'renewal',
        title: '续约',
        monthlyFen: contract.monthlyFen,
        expectedCloseOn: contract.endsOn,
      });
      await expect(renewContract({ ...w.stranger, now: later.now }, id, '续约')).rejects.toMatchObject(none);
    }));

  it('ends on its day, or goes on where it renews itself', () =>
    inWorld(async (w) => {
      const [one, two] = [await running(w), await running(w)];
      await w.owner.update(contracts).set({ autoRenews: true }).where(eq(contracts.id, two.contractId));
      const end = () => w.owner.execute<{ n: number }>(sql`select app.end_contracts('2029-12-01', now()) as n`);
      expect([...(await end())][0]?.n).toBe(2);
      expect([...(await end())][0]?.n).toBe(0);
      expect((await getContract(w.manager, one.contractId)).contract.state).toBe('ended');
      expect((await getContract(w.manager, two.contractId)).contract).toMatchObject({
        state: 'active',
        endsOn: '2030-11-30',
      });
    }));

  it('leaves nothing and no gap in the numbers when it is broken off', () =>
    inWorld(async (w) => {
      const quote = await accepted(w);
      await w.owner.execute(sql`savepoint before`);
      await makeContract(w.manager, quote.id, { id: newId() });
      await w.owner.execute(sql`rollback to savepoint before`);
      expect(await w.owner.select().from(contractSites).where(eq(contractSites.accountId, quote.account.id))).toEqual(
        [],
      );
      const id = newId();
      await makeContract(w.manager, quote.id, { id });
      expect((await getContract(w.manager, id)).contract.sequence).toBe(1);
    }));
});

describe('what a company prints and gives back', () => {
  it('is written by its administrators', () =>
    inWorld(async (w) => {
      const { tenantId } = w.manager.actor;
      const head = {
        name: '浙江电信',
        nameEn: null,
        address: null,
        addressEn: null,
        phone: '0571',
        bank: null,
        bankAccount: null,
        taxNumber: null,
      };
      await expect(saveLetterhead(w.manager, { ...head, version: 0 })).rejects.toMatchObject(forbidden);
      expect(await saveLetterhead(w.admin, { ...head, version: 0 })).toMatchObject({ ok: true });
      expect(await saveLetterhead(w.admin, { ...head, version: 0 })).toMatchObject({ ok: false, reason: 'stale' });
      expect(await letterheadOf(w.manager, tenantId)).toMatchObject({ name: '浙江电信', phone: '0571', version: 1 });
      const steps = [{ from: 1, percent: 20 }];
      await expect(publishCredits(w.manager, { revision: 0, steps })).rejects.toMatchObject(forbidden);
      expect(await creditsOf(w.manager, tenantId)).toEqual({ revision: 0, steps: usualCredits });
      expect(await publishCredits(w.admin, { revision: 0, steps })).toMatchObject({ ok: true });
      expect(await publishCredits(w.admin, { revision: 0, steps: usualCredits })).toMatchObject({ ok: false });
      expect(await creditsOf(w.manager, tenantId)).toEqual({ revision: 1, steps });
    }));
});
