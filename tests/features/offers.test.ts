import { createHash, randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  accounts,
  opportunities,
  people,
  quoteLinks,
  quotePapers,
  quotes,
  quoteVersions,
  roleGrants,
  tenants,
  units,
} from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { formatter } from '~/core/format';
import { newId } from '~/core/ids';
import { plainLetterhead } from '~/features/offers/letterhead';
import { quotePaper } from '~/features/offers/paper/quote-paper';
import type { QuoteDocument } from '~/features/quotes/document';
import { translate } from '~/locales/translate.server';
import { sampleQuote } from '../support/sample-quote';

const sql = postgres(inject('ownerUrl'), { max: 2, fetch_types: false, onnotice: () => {} });
const db = drizzle(sql, { casing: 'snake_case' });
const id = { manager: newId(), colleague: newId(), account: newId() };
const own = { tenantId: 0, unitId: 0, ownerId: id.manager };
let who: Record<'manager' | 'colleague', Context>;
let customer: typeof import('~/features/offers/public.server');
let make: typeof import('~/features/contracts/commands/make.server').makeContract;
let close = async () => {};

// a customer's door and two people at once have connections of their own: so these rows are really written
beforeAll(async () => {
  process.env.APP_DATABASE_URL = inject('appUrl');
  const [tenant] = await db
    .insert(tenants)
    .values({ code: `offers-${id.manager}`, name: '公司' })
    .returning();
  own.tenantId = tenant!.id;
  const [unit] = await db.insert(units).values({ tenantId: own.tenantId, name: '一组', kind: 'team' }).returning();
  own.unitId = unit!.id;
  const at = { tenantId: own.tenantId, unitId: own.unitId };
  await db.update(tenants).set({ rootUnitId: at.unitId }).where(eq(tenants.id, at.tenantId));
  for (const [name, role] of [['manager', 'account_manager'], ['colleague', 'team_lead']] as const) {
    await db.insert(people).values({ ...at, id: id[name], name, email: `${id[name]}@test.invalid` });
    await db.insert(roleGrants).values({ personId: id[name], role, unitId: at.unitId });
  } // biome-ignore format: two people
  await db.insert(accounts).values({ ...own, id: id.account, name: '银行', kind: 'private' });
  const { findActorById } = await import('~/core/actor.server');
  const { contextFor } = await import('~/core/context.server');
  who = {
    manager: contextFor((await findActorById(id.manager, 'account_manager'))!),
    colleague: contextFor((await findActorById(id.colleague, 'team_lead'))!),
  };
  customer = await import('~/features/offers/public.server');
  make = (await import('~/features/contracts/commands/make.server')).makeContract;
  const { pool } = await import('~/core/db.server');
  close = () => pool.end();
}, 60_000);

afterAll(async () => {
  await close();
  await sql.end();
});

const hidden = ['9876543', '隐秘毛利', '批准人老陈', '现场备注：另一家', 'internal reason'];
/** What a careless hand might one day leave in a document. */
const leaky = (document: QuoteDocument): QuoteDocument =>
  JSON.parse(
    JSON.stringify({
      ...document,
      marginBp: 9876543,
      economics: { costFen: 9876543, told: '隐秘毛利' },
      approvers: ['批准人老陈'],
      sites: document.sites.map((site) => ({ ...site, note: '现场备注：另一家' })),
      lines: document.lines.map((line) => ({ ...line, costFen: 9876543, sum: { ...line.sum, totalCostFen: 9876543 } })),
    }),
  );

async function sent({
  validUntil = '2099-12-31',
  ...link
}: Partial<typeof quoteLinks.$inferInsert> & { validUntil?: string } = {}) {
  const [deal, quote, versionId, linkId] = [newId(), newId(), newId(), newId()];
  const ours = { ...own, accountId: id.account };
  const now = new Date();
  await db.insert(opportunities).values({
    ...ours, id: deal, title: '组网', pipelineId: 1, stageId: 1, stageType: 'open', stageEnteredAt: now, lastActivityAt: now, probability: 10,
  }); // biome-ignore format: as a row
  const document = leaky(sampleQuote(3, 3, { number: `Q-${quote.slice(-6)}`, revision: 1 }));
  await db.insert(quotes).values({
    ...ours, id: quote, opportunityId: deal, number: document.number, title: '组网', months: 36, createdBy: id.manager, state: 'sent', validUntil,
  }); // biome-ignore format: as a row
  await db.insert(quoteVersions).values({
    ...ours, id: versionId, quoteId: quote, revision: 1, number: document.number, document, totalFen: document.sum.totalFen, validUntil, sentAt: now, sentBy: id.manager,
  }); // biome-ignore format: as a row
  const secret = randomBytes(32).toString('base64url');
  const tokenHash = createHash('sha256').update(secret).digest('hex');
  await db.insert(quoteLinks).values({
    ...ours, id: linkId, versionId, tokenHash, expiresAt: new Date('2099-01-01T00:00:00Z'), createdBy: id.manager, ...link,
  }); // biome-ignore format: as a row
  await db.insert(quotePapers).values({
    ...ours, id: newId(), quoteId: quote, versionId, locale: 'en', state: 'made', sha256: 'a'.repeat(64), bytes: 1, pages: 1, createdBy: id.manager,
  }); // biome-ignore format: as a row
  return { quote, versionId, secret, document };
}
const yes = { intent: 'accept' as const, name: '沈国强', title: '主任', agreed: 'on' as const };
const no = { intent: 'decline' as const, name: '沈国强', title: null, reason: '太贵' };
const contractsOf = async (quote: string) =>
  (
    await sql`select k.number, (select count(*)::int from contract_sites s where s.contract_id = k.id) as sites,
    (select count(*)::int from installed_products i where i.contract_id = k.id) as products from contracts k where k.quote_id = ${quote}`
  ).map((row) => ({ ...row }));

describe('the secret of a link', () => {
  it('accepts once, whoever presses again or beside', async () => {
    const { quote, secret } = await sent();
    const said = await Promise.all([yes, no, yes].map((answer, i) => customer.sayToOffer(secret, answer, `once-${i}`)));
    expect(said.filter((one) => one === 'done')).toHaveLength(1);
    const [row] = await sql`select q.state, (select count(*)::int from journal j where j.subject_id = q.id) as told,
      num_nonnulls(v.accepted_at, v.declined_at) as answers from quotes q join quote_versions v on v.quote_id = q.id where q.id = ${quote}`;
    expect(row).toMatchObject({ state: said[1] === 'done' ? 'declined' : 'accepted', told: 1, answers: 1 });
    expect(await customer.sayToOffer(secret, no, 'once')).toBe(row?.state);
  });

  it('opens nothing after its day, once taken back, or when it was never given', async () => {
    const over = await sent({ expiresAt: new Date('2026-01-01T00:00:00Z') });
    expect(await customer.findOffer(over.secret, 'over')).toMatchObject({
      state: 'link_over',
      quote: null,
      papers: [],
    });
    expect(await customer.sayToOffer(over.secret, yes, 'over')).toBe('link_over');
    const back = await sent({ revokedAt: new Date() });
    for (const secret of [back.secret, 'x'.repeat(43), "' or true --"]) {
      expect(await customer.findOffer(secret, 'back')).toBeNull();
      expect(await customer.sayToOffer(secret, yes, 'back')).toBeNull();
      expect(await customer.findOfferPaper(secret, 'en', 'back')).toBeNull();
    }
    const late = await sent({ validUntil: '2026-01-01' });
    expect(await customer.sayToOffer(late.secret, yes, 'late')).toBe('expired');
    for (const { quote } of [over, back, late])
      expect(await make(who.manager, quote, { id: newId() })).toMatchObject({ ok: false });
  });

  it('shows the quote and nothing of what we know besides', async () => {
    const { secret, document } = await sent();
    const shown = JSON.stringify(await customer.findOffer(secret, 'shown'));
    expect(shown).toContain(document.sites[0]!.name);
    for (const locale of ['zh-CN', 'en'] as const) {
      const words = { t: translate(locale), f: formatter(locale), locale };
      const printed = JSON.stringify(quotePaper(document, plainLetterhead('公司'), words, false));
      expect(printed).toContain(document.sites[0]!.name);
      for (const secretOfOurs of hidden) {
        expect(printed).not.toContain(secretOfOurs);
        expect(shown).not.toContain(secretOfOurs);
      }
    }
    expect(shown).not.toMatch(/cost|margin|approv|ownerId|tenant|sha256/i);
    expect(await customer.findOfferPaper(secret, 'en', 'shown')).toMatchObject({ mime: 'application/pdf' });
    expect(await customer.findOfferPaper(secret, 'zh-CN', 'shown')).toBeNull();
  });
});

describe('a contract', () => {
  it('that two make at once is one, and both are led to it', async () => {
    const { quote, secret, document } = await sent();
    await customer.sayToOffer(secret, yes, 'two');
    const made = await Promise.all([who.manager, who.colleague].map((ctx) => make(ctx, quote, { id: newId() })));
    expect(made[0]).toMatchObject({ ok: true });
    expect(made[1]).toEqual(made[0]);
    expect(await contractsOf(quote)).toMatchObject([{ sites: 3, products: document.lines.length }]);
  });

  it('whose process is killed half-way leaves nothing, no gap in the numbers, and is made afterwards', async () => {
    const { quote, secret } = await sent();
    await customer.sayToOffer(secret, yes, 'killed');
    const before = await sql`select last from contract_numbers where tenant_id = ${own.tenantId}`;
    const going = await sql.reserve();
    await going`begin`;
    await going`lock table installed_products in share mode`;
    const broken = make(who.manager, quote, { id: newId() }).catch(() => 'broken');
    // its contract and sites are written, its products wait
    const waiting = async () =>
      (
        await sql`select pid from pg_stat_activity where wait_event_type = 'Lock' and query like '%installed_products%'`
      )[0]?.pid;
    await expect.poll(waiting, { timeout: 10_000 }).toBeTruthy();
    await sql`select pg_terminate_backend(${await waiting()})`;
    expect(await broken).toBe('broken');
    await going`rollback`;
    going.release();
    expect(await contractsOf(quote)).toEqual([]);
    expect(await sql`select last from contract_numbers where tenant_id = ${own.tenantId}`).toEqual(before);
    expect(await make(who.manager, quote, { id: newId() })).toMatchObject({ ok: true });
    expect(await contractsOf(quote)).toHaveLength(1);
  });
});
