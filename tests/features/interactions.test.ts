import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { accounts, interactions, journal, opportunities, visitAttendees } from '#drizzle/schema';
import { newId } from '~/core/ids';
import { checkInput } from '~/core/input.server';
import { logInteraction, receiveInteraction } from '~/features/interactions/commands/log.server';
import { deleteInteraction, restoreInteraction } from '~/features/interactions/commands/remove.server';
import { interactionInput, sentInteraction } from '~/features/interactions/input';
import { listTimeline } from '~/features/timeline/queries.server';
import { listDepartmentsOf } from '~/features/timeline/units.server';
import { findLastCompany } from '~/features/visits/queries/last-company.server';
import { inWorld, type World } from '../support/world';

type Given = Record<string, unknown>;
const parse = <T>(result: { ok: boolean; value?: T }) => {
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value as T;
};
const call = (accountId: string, given: Given = {}) =>
  parse(
    checkInput(
      { id: newId(), accountId, channel: 'phone', at: '2026-11-21T09:30', text: '👍', ...given },
      interactionInput,
    ),
  );
const sent = (given: Given = {}) =>
  parse(
    checkInput(
      {
        externalKey: 'hotline-1',
        channel: 'hotline',
        direction: 'in',
        at: '2026-11-21T09:30:00+08:00',
        text: '报障',
        ...given,
      },
      sentInteraction,
    ),
  );
const stored = (w: World, accountId: string) =>
  w.owner.select().from(interactions).where(eq(interactions.accountId, accountId));

describe('a contact that is no visit', () => {
  it('is logged once, is a sign of life of its deal, and no visit of the account', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const contact = await w.contact(account);
      const deal = await w.opportunity(account, { lastActivityAt: new Date('2026-10-01T00:00:00Z') });
      const input = call(account.id, {
        contactId: contact.id,
        opportunityId: deal.id,
        nextStep: '发方案',
        nextStepOn: '2026-11-24',
      });
      expect(await logInteraction(w.manager, input)).toMatchObject({ ok: true, value: { isNew: true } });
      expect(await logInteraction(w.manager, input)).toMatchObject({ ok: true, value: { isNew: false } });
      expect(await stored(w, account.id)).toMatchObject([{ channel: 'phone', direction: 'out', text: '👍' }]);
      const told = await w.owner.select().from(journal).where(eq(journal.subjectId, input.id));
      expect(told.map(({ event }) => event)).toEqual(['interaction.logged']);
      const [after] = await w.owner.select().from(opportunities).where(eq(opportunities.id, deal.id));
      expect(after).toMatchObject({ nextStep: '发方案', lastActivityAt: new Date('2026-11-21T01:30:00Z') });
      const [row] = await w.owner.select().from(accounts).where(eq(accounts.id, account.id));
      expect(row?.lastVisitedAt).toBeNull();
    }));

  it('is refused for others people, a time to come, an unseen account, and who may not', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const elsewhere = await w.contact(await w.account({ owner: w.stranger }));
      for (const contactId of [elsewhere.id, newId()])
        expect(await logInteraction(w.manager, call(account.id, { contactId }))).toMatchObject({
          fields: { contactId: 'visit.contact_not_here' },
        });
      expect(await logInteraction(w.manager, call(account.id, { at: '2026-11-22T09:30' }))).toMatchObject({
        fields: { at: 'interaction.in_future' },
      });
      for (const id of [account.id, newId()])
        expect(await logInteraction(w.stranger, call(id))).toMatchObject({
          fields: { accountId: 'visit.account_unknown' },
        });
      for (const who of [w.trainer, w.employee])
        await expect(logInteraction(who, call(account.id))).rejects.toMatchObject({ init: { status: 403 } });
      const agent = await w.person({ role: 'service_agent' });
      expect(await logInteraction(agent, call(account.id, { channel: 'hotline' }))).toMatchObject({ ok: true });
      expect(checkInput({ ...call(account.id), channel: 'pigeon', text: ' ' }, interactionInput)).toMatchObject({
        fields: { channel: 'error.choose', text: 'error.required' },
      });
    }));

  it('is taken away by its writer or a lead, and comes back', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const input = call(account.id);
      await logInteraction(w.manager, input);
      await expect(deleteInteraction(w.stranger, input.id)).rejects.toMatchObject({ init: { status: 404 } });
      await expect(deleteInteraction(w.manager, 'nonsense')).rejects.toMatchObject({ init: { status: 404 } });
      expect(await deleteInteraction(w.manager, input.id)).toMatchObject({ ok: true });
      expect(await deleteInteraction(w.lead, input.id)).toMatchObject({ ok: true });
      expect((await listTimeline(w.manager, account.id, 'interactions', null)).events).toEqual([]);
      await restoreInteraction(w.lead, input.id);
      expect((await listTimeline(w.manager, account.id, 'interactions', null)).events).toHaveLength(1);
      const theirs = call(account.id);
      await logInteraction(w.lead, theirs);
      await expect(deleteInteraction(w.manager, theirs.id)).rejects.toMatchObject({ init: { status: 403 } });
    }));
});

describe('one sent in by another system', () => {
  it('is stored once for its key, by our id of the account or by its own', () =>
    inWorld(async (w) => {
      const account = await w.account({ externalKey: 'CRM-7' });
      const first = await receiveInteraction(w.manager, sent({ accountId: account.id, source: '10000 热线' }));
      expect(first).toMatchObject({ ok: true, value: { accountId: account.id, isNew: true } });
      const again = await receiveInteraction(w.manager, sent({ accountKey: 'CRM-7', text: '别的' }));
      expect(again).toMatchObject({ ok: true, value: { id: parse(first).id, isNew: false } });
      expect(await stored(w, account.id)).toMatchObject([{ text: '报障', source: '10000 热线', direction: 'in' }]);
    }));

  it('is told what is wrong, field by field; nothing of others is told', () =>
    inWorld(async (w) => {
      const account = await w.account({ externalKey: 'CRM-7' });
      const wrong = (given: Given) => checkInput({ ...given }, sentInteraction);
      expect(wrong({ channel: 'pigeon', at: 'soon', text: '' })).toMatchObject({
        fields: { externalKey: 'error.required', channel: 'error.choose', at: 'error.moment', text: 'error.required' },
      });
      expect(wrong({ ...sent({ accountId: account.id }), accountKey: 'CRM-7' })).toMatchObject({
        fields: { accountId: 'interaction.one_account' },
      });
      expect(wrong({ ...sent({ accountId: account.id }), tenantId: 1 })).toMatchObject({ ok: false });
      for (const given of [{ accountId: account.id }, { accountId: newId() }])
        expect(await receiveInteraction(w.stranger, sent(given))).toMatchObject({
          fields: { accountId: 'visit.account_unknown' },
        });
      expect(await receiveInteraction(w.stranger, sent({ accountKey: 'CRM-7' }))).toMatchObject({
        fields: { accountKey: 'visit.account_unknown' },
      });
      await receiveInteraction(w.manager, sent({ accountId: account.id }));
      const theirs = await w.account({ owner: w.otherTeam });
      expect(await receiveInteraction(w.otherTeam, sent({ accountId: theirs.id }))).toMatchObject({
        fields: { externalKey: 'interaction.key_taken' },
      });
    }));
});

describe('the stream of an account', () => {
  it('is narrowed by channel and department; a stranger sees nothing of it', () =>
    inWorld(async (w) => {
      const account = await w.account();
      await w.visit(account, { status: 'completed', channel: 'onsite', note: '好' });
      await logInteraction(w.manager, call(account.id));
      const lead = await w.person({ unit: w.unit.hangzhou, role: 'team_lead', name: '分公司' });
      await logInteraction(lead, call(account.id, { channel: 'wechat' }));
      const seen = async (channel: string | null, unitId: number | null) =>
        (await listTimeline(w.manager, account.id, null, null, { channel, unitId })).events.map((event) =>
          event.type === 'interaction' || event.type === 'visit' ? event.channel : event.type,
        );
      expect((await seen(null, null)).sort()).toEqual(['onsite', 'phone', 'wechat']);
      expect(await seen('wechat', null)).toEqual(['wechat']);
      expect(await seen('onsite', null)).toEqual(['onsite']);
      expect((await seen(null, w.unit.team.id)).sort()).toEqual(['onsite', 'phone']);
      expect(await seen('phone', w.unit.team2.id)).toEqual([]);
      expect((await listDepartmentsOf(w.manager, account.id)).map(({ id }) => id).sort()).toEqual(
        [w.unit.team.id, w.unit.hangzhou.id].sort(),
      );
      for (const who of [w.stranger, w.otherTeam]) {
        expect((await listTimeline(who, account.id, null, null)).events).toEqual([]);
        expect(await listDepartmentsOf(who, account.id)).toEqual([]);
      }
    }));
});

describe('who was there last time', () => {
  it('is both sides of the last visit; who left or was deleted is named, not chosen', () =>
    inWorld(async (w) => {
      const account = await w.account();
      expect(await findLastCompany(w.manager, account.id)).toBeNull();
      const [here, gone] = [
        await w.contact(account),
        await w.contact(account, { name: '旧人', deletedAt: w.manager.now }),
      ];
      const left = await w.person({ name: '离职', leftOn: '2026-11-01' });
      const visit = await w.visit(account, { status: 'completed', note: '好' });
      await w.visit(account, { status: 'planned', plannedAt: new Date('2026-11-30T02:00:00Z') });
      const base = {
        tenantId: visit.tenantId,
        unitId: visit.unitId,
        ownerId: visit.ownerId,
        accountId: account.id,
        visitId: visit.id,
      };
      await w.owner.insert(visitAttendees).values([
        { ...base, id: newId(), contactId: here.id },
        { ...base, id: newId(), contactId: gone.id },
        { ...base, id: newId(), personId: w.colleague.actor.personId },
        { ...base, id: newId(), personId: left.actor.personId },
      ]);
      expect(await findLastCompany(w.manager, account.id)).toEqual({
        contactIds: [here.id],
        people: [{ id: w.colleague.actor.personId, name: '李晓梅' }],
        gone: ['旧人', '离职'],
      });
      expect(await findLastCompany(w.stranger, account.id)).toBeNull();
    }));
});
