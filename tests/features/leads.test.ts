import { and, eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { accounts, contacts, journal, leadPolicies, leads, leadTurns, notices, opportunities } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { makeCreditCode } from '~/core/credit-code';
import { newId } from '~/core/ids';
import { accountSearchText } from '~/features/accounts/search-text.server';
import { convertLead } from '~/features/leads/commands/convert.server';
import { correctLead } from '~/features/leads/commands/correct.server';
import { disqualifyLead } from '~/features/leads/commands/disqualify.server';
import { acceptLead, assignLead, pickLead, returnLead } from '~/features/leads/commands/hold.server';
import { createLead, isReferralKnown, referLead, sendLead } from '~/features/leads/commands/receive.server';
import { type ConvertInput, correctionInput, referralInput } from '~/features/leads/input';
import { getCard } from '~/features/leads/queries/card.server';
import { getLead } from '~/features/leads/queries/lead.server';
import { countLeads, listLeads } from '~/features/leads/queries/list.server';
import { getReferral, listReferrals } from '~/features/leads/queries/referrals.server';
import { type Ask, routeLead } from '~/features/leads/route.server';
import { defaultLeadPolicy, type LeadPolicy } from '~/features/leads/rules';
import { listNotices } from '~/features/notices/queries.server';
import { naughtyTexts } from '../routes/naughty';
import { clock } from '../support/rollback';
import { inWorld, type World } from '../support/world';

const absent = { init: { status: 404 } };
const forbidden = { init: { status: 403 } };
const monday = new Date('2026-11-23T02:00:00Z');

/** The questions of a job, asked on the test's connection. */
const askOf = (w: World): Ask => {
  const ask = async (text: string, params: (string | null)[] = []) => {
    const parts = text.split(/\$\d+/);
    const query = parts.map((part, i) => (i < params.length ? sql`${sql.raw(part)}${params[i]}` : sql.raw(part)));
    return [...(await w.owner.execute(sql.join(query, sql``)))];
  };
  return ask as unknown as Ask;
};

const said = (given: Partial<Parameters<typeof referLead>[1]> = {}) => ({
  id: newId(),
  company: '西湖大酒店有限公司',
  contactName: '前台李经理',
  phone: '138 0013 8001',
  need: '要一条专线',
  ...given,
});

async function policy(w: World, given: Partial<LeadPolicy> = {}) {
  const row = { tenantId: w.unit.zj.tenantId, id: newId(), ...defaultLeadPolicy, ...given };
  await w.owner.insert(leadPolicies).values(row);
}
const ruleTo = (unitId: number) => ({
  id: newId(),
  regionCode: null,
  industry: null,
  line: null,
  source: null,
  unitId,
  personId: null,
});
const lead = async (w: World, id: string) => (await w.owner.select().from(leads).where(eq(leads.id, id)))[0]!;
const route = (w: World, id: string, now = monday) => routeLead(askOf(w), w.unit.zj.tenantId, id, now);

/** A lead that the manager has accepted. */
async function accepted(w: World, given = {}) {
  await policy(w, { rules: [ruleTo(w.unit.team.id)] });
  await w.owner.execute(sql`delete from role_grants where person_id = ${w.colleague.actor.personId}`);
  const sent = said(given);
  await referLead(w.employee, sent);
  await route(w, sent.id);
  expect(await acceptLead(w.manager, sent.id)).toMatchObject({ ok: true });
  return sent;
}
const asNew = (given: Partial<ConvertInput> = {}): ConvertInput => ({
  accountId: newId(),
  contactId: newId(),
  opportunityId: newId(),
  account: 'new',
  name: '西湖大酒店有限公司',
  creditCode: null,
  kind: 'private',
  regionCode: null,
  industry: null,
  contactName: '李经理',
  phone: '13800138001',
  title: '酒店专线',
  offeringId: null,
  expectedCloseOn: null,
  ...given,
});

describe('a referral', () => {
  it('is stored once however often it is sent, and is written into the journal', () =>
    inWorld(async (w) => {
      const sent = said();
      expect(await referLead(w.employee, sent)).toMatchObject({ ok: true, value: { isNew: true, isKnown: false } });
      expect(await referLead(w.employee, sent)).toMatchObject({ ok: true, value: { id: sent.id, isNew: false } });
      expect(await lead(w, sent.id)).toMatchObject({ state: 'new', source: 'employee', phone: '138 0013 8001' });
      const entries = await w.owner.select().from(journal).where(eq(journal.subjectId, sent.id));
      expect(entries.map((one) => [one.event, one.actorId])).toEqual([['lead.referred', w.employee.actor.personId]]);
      // the id of somebody else's lead tells nothing
      expect(await referLead(w.trainer, sent)).toMatchObject({ ok: false });
    }));

  it('says before it is sent whether the customer is known, and brings a card to who works it', () =>
    inWorld(async (w) => {
      const asked = { company: '西湖大酒店', phone: '13800138001' };
      expect(await isReferralKnown(w.employee, asked)).toBe(false);
      expect(await isReferralKnown(w.employee, { ...asked, phone: '12' })).toBe(null);
      const card = { sha256: 'a'.repeat(64), smallSha256: 'b'.repeat(64) };
      await policy(w, { rules: [{ ...ruleTo(w.unit.team.id), personId: w.manager.actor.personId }] });
      const sent = said({ phone: asked.phone });
      for (let again = 0; again < 2; again++)
        expect(await referLead(w.employee, { ...sent, company: asked.company }, card)).toMatchObject({ ok: true });
      await route(w, sent.id);
      expect(await isReferralKnown(w.trainer, asked)).toBe(true);
      expect(await isReferralKnown(w.stranger, asked)).toBe(false); // another company knows nothing of it
      expect(await getReferral(w.employee, sent.id)).toMatchObject({ hasCard: true });
      const { lead: held } = await getLead(w.manager, sent.id);
      expect(await getCard(w.manager, held)).toMatchObject(card);
      for (const ctx of [w.stranger, w.strangerDirector, w.otherTeam, w.trainer])
        await expect(getCard(ctx, held)).rejects.toMatchObject({ init: { status: 404 } });
      // nobody adds one to a lead of somebody else's
      await w.trainer.db.execute(
        sql`select app.add_lead_card(${sent.id}::uuid, ${'c'.repeat(64)}, ${'c'.repeat(64)}, now())`,
      );
      expect(await getCard(w.manager, held)).toMatchObject(card);
    }));

  it('says that a customer is known, by code, telephone or name, and not one thing more', () =>
    inWorld(async (w) => {
      const code = makeCreditCode(() => 0.3);
      const named = (name: string, more = {}) => ({ name, ...more, ...accountSearchText({ name, ...more }) });
      const bank = await w.account({ owner: w.otherTeam, ...named('杭城商业银行股份有限公司', { creditCode: code }) });
      await w.account({ owner: w.stranger, ...named('广州大酒店有限公司') });
      const reached = await w.contact(bank, { mobile: '139 0000 1111', search: ' 13900001111' });
      const known = async (given: Parameters<typeof said>[0]) => {
        const answer = await referLead(w.employee, said(given));
        return answer.ok && Object.keys(answer.value).length === 3 && answer.value.isKnown;
      };
      expect(await known({ company: '杭城商业银行', phone: '0571 88880001' })).toBe(true);
      expect(await known({ company: '别的名字甲乙丙', phone: String(reached.mobile) })).toBe(true);
      expect(await known({ company: '杭城商业银行科技园', phone: '0571 88880002' })).toBe(false);
      expect(await known({ company: '广州大酒店', phone: '0571 88880003' })).toBe(false);
      const coded = await sendLead(w.manager, {
        ...said({ company: '又一个名字', phone: '0571 88880004' }),
        creditCode: code,
        regionCode: null,
        industry: null,
        line: null,
        campaign: null,
        externalKey: 'k1',
      });
      expect(coded).toMatchObject({ ok: true, value: { isKnown: true } });
      // the customer's manager is offered it, and the referrer reads nothing of the customer
      const { rows } = await listReferrals(w.employee, null);
      expect(rows.every((row) => !JSON.stringify(row).includes(bank.id))).toBe(true);
      const first = rows.find((row) => row.company === '杭城商业银行')!;
      await route(w, first.id);
      expect(await lead(w, first.id)).toMatchObject({ holderId: w.otherTeam.actor.personId, state: 'offered' });
      expect((await listNotices(w.otherTeam, 'all', null)).rows[0]).toMatchObject({
        kind: 'lead_offered',
        title: '杭城商业银行',
      });
    }));

  it('told twice is one lead; the second referrer learns that it is known, and no more', () =>
    inWorld(async (w) => {
      const sent = await accepted(w);
      const partner = await w.person({ role: 'partner_agent' });
      const again = said({ company: '西湖大酒店', phone: '0571 8888 9999', need: '要云桌面' });
      expect(await referLead(partner, again)).toMatchObject({ ok: true, value: { isKnown: true } });
      expect(await lead(w, again.id)).toMatchObject({
        state: 'duplicate',
        duplicateOf: sent.id,
        holderId: w.manager.actor.personId,
      });
      expect((await listNotices(w.manager, 'all', null)).rows.map((one) => one.kind)).toContain('lead_again');
      expect(await route(w, again.id)).toBe(false);
      expect(await getReferral(partner, again.id)).toMatchObject({ isKnown: true, step: 'received' });
    }));

  it('is refused without the right, and takes any text', () =>
    inWorld(async (w) => {
      for (const ctx of [w.employee, w.trainer])
        await expect(createLead(ctx, { ...said(), source: 'manager' })).rejects.toMatchObject(forbidden);
      expect(await referLead(w.employee, said({ phone: '12' }))).toMatchObject({
        fields: { phone: 'lead.phone_invalid' },
      });
      const odd = naughtyTexts
        .map(([, text]) => text)
        .filter((text) => referralInput.safeParse(said({ company: text, need: text || 'x' })).success)
        .slice(0, 12);
      expect(odd.length).toBeGreaterThan(4);
      for (const [i, text] of odd.entries()) {
        const person = await w.person({ role: 'employee' });
        const input = referralInput.parse(said({ company: text, need: text, phone: `0571 8600${1000 + i}` }));
        const answer = await referLead(person, input);
        expect([text, answer.ok]).toEqual([text, true]);
        expect((await getReferral(person, input.id)).company).toBe(input.company);
      }
    }));

  it('is limited to what somebody can have met in an hour', () =>
    inWorld(async (w) => {
      const busy = await w.person({ role: 'employee' });
      for (let i = 0; i < 20; i++)
        await referLead(busy, said({ company: `第${i}家公司名称`, phone: `0571 8700${1000 + i}` }));
      await expect(referLead(busy, said())).rejects.toMatchObject({ init: { status: 429 } });
    }));
});

describe('routing', () => {
  it('offers to whoever of the unit has the fewest, with working hours to accept', () =>
    inWorld(async (w) => {
      await policy(w, { rules: [ruleTo(w.unit.team.id)] });
      const [one, two] = [said(), said({ company: '东湖大酒店', phone: '0571 88001122' })];
      for (const sent of [one, two]) {
        await referLead(w.employee, sent);
        await route(w, sent.id);
      }
      const holders = [(await lead(w, one.id)).holderId, (await lead(w, two.id)).holderId];
      expect(new Set(holders)).toEqual(new Set([w.manager.actor.personId, w.colleague.actor.personId]));
      expect((await lead(w, one.id)).dueAt).toEqual(new Date('2026-11-24T01:00:00Z')); // 10:00 + 8 h of a day until 17:30
      expect(await route(w, one.id)).toBe(false);
    }));

  it('leaves in the pool what nobody has room for, and what no rule means', () =>
    inWorld(async (w) => {
      const sent = said();
      await referLead(w.employee, sent);
      await route(w, sent.id);
      expect(await lead(w, sent.id)).toMatchObject({ state: 'pool', holderId: null, unitId: w.unit.zj.id });
      for (const ctx of [w.manager, w.otherTeam, w.lead, w.director]) expect(await countLeads(ctx, 'pool')).toBe(1);
      for (const ctx of [w.stranger, w.strangerDirector, w.trainer, w.employee]) {
        expect(await countLeads(ctx, 'pool')).toBe(0);
        await expect(getLead(ctx, sent.id)).rejects.toMatchObject(absent);
      }
    }));

  it('takes back what is not accepted in time, tells who had it, and lets them wait before they may have it again', () =>
    inWorld(async (w) => {
      await policy(w, { rules: [{ ...ruleTo(w.unit.team.id), personId: w.manager.actor.personId }] });
      const sent = said();
      await referLead(w.employee, sent);
      await route(w, sent.id, clock);
      const due = (await lead(w, sent.id)).dueAt!;
      expect(due).toEqual(new Date('2026-11-23T08:30:00Z')); // Saturday: counted from Monday 8:30
      const overdue = (at: Date) =>
        w.owner.execute<{ n: number }>(sql`select app.return_overdue_leads(${at.toISOString()}::timestamptz) as n`);
      expect([...(await overdue(new Date(due.getTime() - 1)))][0]?.n).toBe(0);
      expect([...(await overdue(due))][0]?.n).toBe(1);
      expect(await lead(w, sent.id)).toMatchObject({ state: 'pool', holderId: null, unitId: w.unit.team.id });
      expect((await listNotices(w.lead, 'all', null)).rows.map((one) => one.kind)).toContain('lead_returned');
      const later = (ctx: Context) => ({ ...ctx, now: new Date(due.getTime() + 3_600_000) });
      expect(await pickLead(later(w.manager), sent.id)).toMatchObject({
        reason: 'lead.pick_cooling',
        params: { n: 23 },
      });
      expect(await pickLead(later(w.colleague), sent.id)).toMatchObject({ ok: true });
    }));
});

describe('the pool', () => {
  async function pooled(w: World, given = {}) {
    const sent = said(given);
    await referLead(w.employee, sent);
    await route(w, sent.id);
    return sent.id;
  }

  it('gives a lead to one; the other is told who', () =>
    inWorld(async (w) => {
      const id = await pooled(w);
      expect(await pickLead(w.manager, id)).toMatchObject({ ok: true });
      expect(await pickLead(w.manager, id)).toMatchObject({ ok: true });
      expect(await pickLead(w.colleague, id)).toMatchObject({ reason: 'lead.taken_by', params: { who: '王芳' } });
      await expect(pickLead(w.stranger, id)).rejects.toMatchObject(absent);
      await expect(pickLead(w.employee, id)).rejects.toMatchObject(forbidden);
      await expect(getLead(w.colleague, id)).rejects.toMatchObject(absent);
    }));

  it('keeps to a limit a day and to what a person can have', () =>
    inWorld(async (w) => {
      const ids: string[] = [];
      for (const n of [1, 2, 3, 4]) ids.push(await pooled(w, { company: `第${n}大酒店名`, phone: `0571 8811000${n}` }));
      for (const id of ids.slice(0, 3)) expect(await pickLead(w.manager, id)).toMatchObject({ ok: true });
      expect(await pickLead(w.manager, ids[3]!)).toMatchObject({ reason: 'lead.pick_limit' });
      await w.owner
        .insert(leadPolicies)
        .values({ ...defaultLeadPolicy, tenantId: w.unit.zj.tenantId, id: newId(), capacity: 1, pickLimit: 9 });
      expect(await pickLead(w.manager, ids[3]!)).toMatchObject({ reason: 'lead.pick_full' });
    }));

  it('hides leads of a known customer from those who do not serve it', () =>
    inWorld(async (w) => {
      const name = '杭城商业银行股份有限公司';
      await w.account({ owner: w.manager, name, ...accountSearchText({ name }) });
      const id = await pooled(w, { company: '杭城商业银行' });
      expect(await lead(w, id)).toMatchObject({ state: 'offered', holderId: w.manager.actor.personId });
      expect(await returnLead(w.manager, id, 2)).toMatchObject({ ok: true });
      expect(await lead(w, id)).toMatchObject({ state: 'pool' });
      for (const ctx of [w.colleague, w.otherTeam, w.stranger]) {
        expect(await countLeads(ctx, 'pool')).toBe(0);
        await expect(pickLead(ctx, id)).rejects.toMatchObject(absent);
      }
      expect((await listLeads(w.lead, 'pool', null)).rows.map((row) => row.id)).toEqual([id]);
    }));
});

describe('a leader', () => {
  it('gives a lead to somebody of theirs; others may not, and a stale page is refused', () =>
    inWorld(async (w) => {
      const { id } = await accepted(w);
      const row = await lead(w, id);
      await expect(assignLead(w.manager, id, w.colleague.actor.personId, row.version)).rejects.toMatchObject(forbidden);
      await expect(assignLead(w.strangerDirector, id, w.stranger.actor.personId, row.version)).rejects.toMatchObject(
        absent,
      );
      expect(await assignLead(w.director, id, w.stranger.actor.personId, row.version)).toMatchObject({ ok: false });
      expect(await assignLead(w.director, id, w.otherTeam.actor.personId, row.version - 1)).toMatchObject({
        reason: 'stale',
      });
      expect(await assignLead(w.director, id, w.otherTeam.actor.personId, row.version)).toMatchObject({ ok: true });
      expect(await lead(w, id)).toMatchObject({
        state: 'offered',
        holderId: w.otherTeam.actor.personId,
        unitId: w.unit.team2.id,
      });
      const turns = await w.owner.select().from(leadTurns).where(eq(leadTurns.leadId, id));
      expect(turns.map((turn) => turn.outcome)).toEqual(expect.arrayContaining(['reassigned', null]));
      expect((await listNotices(w.otherTeam, 'all', null)).rows[0]).toMatchObject({ kind: 'lead_offered' });
    }));
});

describe('a correction', () => {
  const corrected = (version: number, more: Record<string, unknown> = {}) =>
    correctionInput.parse({
      version,
      company: '西湖国际大酒店',
      contactName: '李经理',
      phone: '13800138009',
      need: '三个楼层要无线',
      ...more,
    });

  it('is made by who has it, kept beside what was given, and recognised when told again', () =>
    inWorld(async (w) => {
      const { id } = await accepted(w);
      const { version, company } = await lead(w, id);
      for (const [ctx, refusal] of [
        [w.stranger, absent],
        [w.employee, absent],
        [w.colleague, absent],
      ] as const)
        await expect(correctLead(ctx, id, corrected(version))).rejects.toMatchObject(refusal);
      expect(await correctLead(w.manager, id, corrected(version - 1))).toMatchObject({ reason: 'stale' });
      expect(await correctLead(w.manager, id, corrected(version))).toMatchObject({ value: { version: version + 1 } });
      expect(await correctLead(w.lead, id, corrected(version + 1))).toMatchObject({ value: { version: version + 1 } });
      expect(await lead(w, id)).toMatchObject({ company: '西湖国际大酒店', phone: '138 0013 8009' });
      const [entry] = await w.owner.select().from(journal).where(eq(journal.event, 'lead.corrected'));
      expect(entry?.before).toMatchObject({ company });
      const again = said({ company: '西湖国际大酒店', phone: '0571 88110055' });
      await referLead(w.employee, again);
      expect((await lead(w, again.id)).duplicateOf).toBe(id);
      await convertLead(w.manager, id, asNew());
      expect(await correctLead(w.manager, id, corrected((await lead(w, id)).version))).toMatchObject({
        reason: 'lead.not_open',
      });
    }));
});

describe('a conversion', () => {
  it('makes customer, contact and deal at once, and once', () =>
    inWorld(async (w) => {
      const { id } = await accepted(w);
      const input = asNew();
      const first = await convertLead(w.manager, id, input);
      expect(first).toMatchObject({
        ok: true,
        value: { accountId: input.accountId, opportunityId: input.opportunityId },
      });
      expect(await convertLead(w.manager, id, asNew())).toEqual(first);
      const [deal] = await w.owner.select().from(opportunities).where(eq(opportunities.id, input.opportunityId));
      expect(deal).toMatchObject({ source: 'referral', accountId: input.accountId, ownerId: w.manager.actor.personId });
      const people = await w.owner.select().from(contacts).where(eq(contacts.accountId, input.accountId));
      expect(people.map((one) => [one.name, one.mobile])).toEqual([['李经理', '138 0013 8001']]);
      const events = await w.owner.select().from(journal).where(eq(journal.subjectId, id));
      expect(events.map((one) => one.event)).toEqual(
        expect.arrayContaining(['lead.referred', 'lead.offered', 'lead.accepted', 'lead.converted']),
      );
    }));

  it('takes a customer that is there, and the contact with that telephone', () =>
    inWorld(async (w) => {
      const { id } = await accepted(w);
      const account = await w.account({ name: '西湖饭店' });
      const known = await w.contact(account, { mobile: '138 0013 8001' });
      expect(await convertLead(w.manager, id, asNew({ account: account.id }))).toMatchObject({
        value: { accountId: account.id },
      });
      expect(await lead(w, id)).toMatchObject({ contactId: known.id, accountId: account.id });
      const theirs = await w.account({ owner: w.stranger, name: '别家' });
      await w.owner.update(leads).set({ state: 'accepted' }).where(eq(leads.id, id));
      expect(await convertLead(w.manager, id, asNew({ account: theirs.id }))).toMatchObject({
        fields: { account: 'error.choose' },
      });
    }));

  it('is for who has the lead or leads them, and comes after accepting', () =>
    inWorld(async (w) => {
      const { id } = await accepted(w);
      for (const ctx of [w.colleague, w.stranger, w.strangerDirector])
        await expect(convertLead(ctx, id, asNew())).rejects.toMatchObject(absent);
      const offered = said({ company: '东湖大酒店', phone: '0571 88001122' });
      await referLead(w.employee, offered);
      await route(w, offered.id);
      expect(await convertLead(w.manager, offered.id, asNew())).toMatchObject({ reason: 'lead.accept_first' });
      expect(
        await w.owner
          .select()
          .from(accounts)
          .where(and(eq(accounts.name, '西湖大酒店有限公司'))),
      ).toEqual([]);
    }));
});

describe('who gave a lead', () => {
  it('follows it to signed without seeing customer or deal', () =>
    inWorld(async (w) => {
      const { id } = await accepted(w);
      const step = async () => (await getReferral(w.employee, id)).step;
      expect(await step()).toBe('accepted');
      const input = asNew({ title: '机密商机名' });
      await convertLead(w.manager, id, input);
      expect(await step()).toBe('visiting');
      const move = (stageId: number, stageType: 'open' | 'won', kind = 'moved' as const) =>
        w.owner.execute(sql`with o as (update opportunities set stage_id = ${stageId}, stage_type = ${stageType}, closed_on = ${stageType === 'won' ? '2026-11-21' : null}::date,
            stage_entered_at = ${clock.toISOString()}::timestamptz where id = ${input.opportunityId} returning *)
          insert into opportunity_changes (tenant_id, id, unit_id, owner_id, account_id, opportunity_id, kind, at, to_stage_id)
          select tenant_id, ${newId()}::uuid, unit_id, owner_id, account_id, id, ${kind}, ${clock.toISOString()}::timestamptz, ${stageId} from o`);
      await w.manager.db.execute(sql`select 1`); // the identity of what follows
      await move(4, 'open');
      expect(await step()).toBe('quoted');
      await w.manager.db.execute(sql`select 1`);
      await move(7, 'won');
      const seen = await getReferral(w.employee, id);
      expect(seen).toMatchObject({ step: 'won', isOver: false, company: '西湖大酒店有限公司' });
      expect(JSON.stringify(seen)).not.toMatch(new RegExp(`机密|${input.accountId}|${input.opportunityId}`));
      const told = await listNotices(w.employee, 'all', null);
      expect(told.rows.map((one) => one.step)).toEqual(
        expect.arrayContaining(['accepted', 'visiting', 'quoted', 'won']),
      );
      expect(told.rows.every((one) => one.title === '西湖大酒店有限公司' && one.account === null)).toBe(true);
      await expect(getReferral(w.trainer, id)).rejects.toMatchObject(absent);
      await expect(getReferral(w.manager, id)).rejects.toMatchObject(absent);
      await expect(getLead(w.employee, id)).rejects.toMatchObject(absent);
      const won = await w.owner
        .select()
        .from(journal)
        .where(and(eq(journal.subjectId, id), eq(journal.event, 'lead.won')));
      expect(won).toHaveLength(1);
    }));

  it('is told when it is not pursued, with the word for them', () =>
    inWorld(async (w) => {
      const { id } = await accepted(w);
      const { version } = await lead(w, id);
      const answer = { reason: 'no_need' as const, answer: '对方刚签了别家，谢谢！' };
      await expect(disqualifyLead(w.colleague, id, { ...answer, version })).rejects.toMatchObject(absent);
      expect(await disqualifyLead(w.manager, id, { ...answer, version: 1 })).toMatchObject({ reason: 'stale' });
      expect(await disqualifyLead(w.manager, id, { ...answer, version })).toMatchObject({ ok: true });
      expect(await getReferral(w.employee, id)).toMatchObject({ isOver: true, answer: '对方刚签了别家，谢谢！' });
      expect(await convertLead(w.manager, id, asNew())).toMatchObject({ ok: false });
      const told = await w.owner.select().from(notices).where(eq(notices.personId, w.employee.actor.personId));
      expect(told.map((one) => one.params.step)).toContain('over');
    }));
});
