import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { accounts, commitments, journal, needs, opportunities, visitAttendees, visits } from '#drizzle/schema';
import { newId } from '~/core/ids';
import { checkInput } from '~/core/input.server';
import { readCursor } from '~/core/paging';
import { cancelVisit, editVisit } from '~/features/visits/commands/change.server';
import { completeVisit } from '~/features/visits/commands/complete.server';
import { moveVisit } from '~/features/visits/commands/move.server';
import { createVisit } from '~/features/visits/commands/plan.server';
import { deleteVisit, restoreVisit } from '~/features/visits/commands/remove.server';
import { startVisit } from '~/features/visits/commands/start.server';
import { exportVisits } from '~/features/visits/export.server';
import { readVisitFilter } from '~/features/visits/filters';
import { completeInput, editInput, newVisitInput } from '~/features/visits/input';
import { findNextVisit, listTeamDay, listWeek } from '~/features/visits/queries/day.server';
import { getVisit, listAttendees, listVisitHistory } from '~/features/visits/queries/detail.server';
import { listDueCommitments, listMyNextSteps, listMyStuck } from '~/features/visits/queries/due.server';
import { countVisits, listVisits } from '~/features/visits/queries/list.server';
import { listOpenCommitmentsOf, listVisitsOf, nextVisitOf } from '~/features/visits/queries/related.server';
import { translate } from '~/locales/translate.server';
import { inWorld, type World } from '../support/world';

type Given = Record<string, unknown>;
const parse = <T>(result: { ok: boolean; value?: T }) => {
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value as T;
};
const planOf = (accountId: string, given: Given = {}) =>
  parse(
    checkInput(
      {
        id: newId(),
        mode: 'plan',
        accountId,
        type: 'routine',
        channel: 'onsite',
        purpose: '方案交流',
        plannedAt: '2026-11-24T10:30',
        plannedMinutes: '60',
        ...given,
      },
      newVisitInput,
    ),
  );
const logOf = (accountId: string, given: Given = {}) =>
  planOf(accountId, {
    mode: 'log',
    purpose: '',
    plannedAt: '2026-11-21T08:30',
    note: '确认双链路。下周给方案',
    ...given,
  });
const outcome = (given: Given = {}) => parse(checkInput({ version: '1', note: '谈得不错', ...given }, completeInput));

const everything = readVisitFilter(new URLSearchParams('reach=all'), 'mine');
const eventsOf = async (w: World, id: string) =>
  (
    await w.owner.select({ event: journal.event }).from(journal).where(eq(journal.subjectId, id)).orderBy(journal.id)
  ).map((row) => row.event);
const rowOf = async (w: World, id: string) => (await w.owner.select().from(visits).where(eq(visits.id, id)))[0]!;

describe('planning', () => {
  it('stores the visit with its people and says so in the journal; sent twice it exists once', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const contact = await w.contact(account);
      const input = planOf(account.id, { contactIds: contact.id, personIds: [w.colleague.actor.personId] });
      expect(await createVisit(w.manager, input)).toEqual({ ok: true, value: { id: input.id, accountId: account.id } });
      expect(await createVisit(w.manager, input)).toEqual({ ok: true, value: { id: input.id, accountId: account.id } });
      expect(await w.owner.select().from(visits).where(eq(visits.accountId, account.id))).toHaveLength(1);
      expect(await w.owner.select().from(visitAttendees)).toHaveLength(2);
      expect(await eventsOf(w, input.id)).toEqual(['visit.planned']);
      expect((await rowOf(w, input.id)).plannedAt.toISOString()).toBe('2026-11-24T02:30:00.000Z');
    }));

  it('refuses people and opportunities of other accounts, unseen and missing in the same words', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const mine = await w.contact(await w.account({ name: '另一家' }));
      const theirs = await w.contact(await w.account({ owner: w.stranger }));
      const deal = await w.opportunity(await w.account({ owner: w.stranger }));
      for (const contactIds of [mine.id, theirs.id, newId()])
        expect(await createVisit(w.manager, planOf(account.id, { contactIds }))).toMatchObject({
          ok: false,
          fields: { contactIds: 'visit.contact_not_here' },
        });
      for (const opportunityId of [deal.id, newId()])
        expect(await createVisit(w.manager, planOf(account.id, { opportunityId }))).toMatchObject({
          fields: { opportunityId: 'visit.opportunity_not_here' },
        });
      expect(await createVisit(w.manager, planOf(account.id, { personIds: w.stranger.actor.personId }))).toMatchObject({
        fields: { personIds: 'visit.person_unknown' },
      });
      expect(await w.owner.select().from(visits).where(eq(visits.accountId, account.id))).toHaveLength(0);
    }));

  it('takes no account outside the scope, and no other role', () =>
    inWorld(async (w) => {
      const account = await w.account();
      for (const id of [account.id, newId()])
        expect(await createVisit(w.stranger, planOf(id))).toMatchObject({
          fields: { accountId: 'visit.account_unknown' },
        });
      await expect(createVisit(w.trainer, planOf(account.id))).rejects.toMatchObject({ init: { status: 403 } });
      await expect(createVisit(w.employee, planOf(account.id))).rejects.toMatchObject({ init: { status: 403 } });
    }));
});

describe('a visit that already took place', () => {
  it('is logged in one go: needs, promises, next step, account and opportunity', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const deal = await w.opportunity(account, { lastActivityAt: new Date('2026-10-01T00:00:00Z') });
      const input = logOf(account.id, {
        opportunityId: deal.id,
        satisfaction: '4',
        needs: [
          { id: newId(), kind: 'latent', line: 'cloud', text: '云桌面' },
          { id: newId(), kind: 'explicit', line: '', text: ' ' },
        ],
        commitments: [
          { id: newId(), side: 'ours', text: '提交同业案例', ownerId: w.colleague.actor.personId, dueOn: '2026-11-27' },
          { side: 'ours', text: '', ownerId: '', dueOn: '' },
        ],
        nextStep: '约技术交流',
        nextStepOn: '2026-11-28',
      });
      expect(await createVisit(w.manager, input)).toMatchObject({ ok: true });
      expect(await createVisit(w.manager, input)).toMatchObject({ ok: true });
      const visit = await rowOf(w, input.id);
      expect(visit).toMatchObject({ status: 'completed', purpose: '确认双链路', satisfaction: 4 });
      expect(visit.endedAt!.getTime() - visit.startedAt!.getTime()).toBe(3_600_000);
      expect(await w.owner.select().from(needs).where(eq(needs.visitId, visit.id))).toMatchObject([
        { kind: 'latent', line: 'cloud', text: '云桌面', opportunityId: deal.id },
      ]);
      expect(await w.owner.select().from(commitments).where(eq(commitments.visitId, visit.id))).toMatchObject([
        { ownerId: w.colleague.actor.personId, dueOn: '2026-11-27', state: 'open' },
      ]);
      const [after] = await w.owner.select().from(opportunities).where(eq(opportunities.id, deal.id));
      expect(after).toMatchObject({ nextStep: '约技术交流', nextStepOn: '2026-11-28', version: 2 });
      expect(after!.lastActivityAt).toEqual(visit.endedAt);
      const [customer] = await w.owner.select().from(accounts).where(eq(accounts.id, account.id));
      expect(customer!.lastVisitedAt).toEqual(visit.endedAt);
      expect(await eventsOf(w, deal.id)).toEqual(['opportunity.next_step_set']);
    }));

  it('cannot lie in the future; half a promise is refused at its field, not lost', () =>
    inWorld(async (w) => {
      const account = await w.account();
      expect(await createVisit(w.manager, logOf(account.id, { plannedAt: '2026-11-22T09:00' }))).toMatchObject({
        fields: { plannedAt: 'visit.starts_in_future' },
      });
      expect(
        await createVisit(w.manager, logOf(account.id, { plannedAt: '2026-11-21T09:30', plannedMinutes: '120' })),
      ).toMatchObject({ fields: { plannedMinutes: 'visit.ends_in_future' } });
      const half = {
        version: '1',
        note: 'x',
        commitments: [
          { text: '', dueOn: '2026-11-27' },
          { text: '给报价', dueOn: '' },
        ],
        needs: [{ line: 'cloud', text: '' }],
      };
      expect(checkInput(half, completeInput)).toMatchObject({
        fields: {
          'commitments.0.text': 'error.required',
          'commitments.1.dueOn': 'error.required',
          'needs.0.text': 'error.required',
        },
      });
    }));
});

describe('the life of a visit', () => {
  it('is started with a position, completed, edited; each step once and in the journal', () =>
    inWorld(async (w) => {
      const account = await w.account({ latitude: 30.25, longitude: 120.15 });
      const contact = await w.contact(account);
      const visit = await w.visit(account);
      const position = { latitude: 30.2506, longitude: 120.15, accuracy: 12, deviceAt: '2026-11-21T01:59:58Z' };
      expect(await startVisit(w.manager, visit.id, { version: 1, position })).toEqual({ ok: true, value: null });
      expect(await startVisit(w.manager, visit.id, { version: 1, position })).toEqual({ ok: true, value: null });
      expect(await rowOf(w, visit.id)).toMatchObject({ status: 'in_progress', distanceMetres: 67, version: 2 });
      const input = outcome({ version: '2', contactIds: [contact.id], startedAt: '2026-11-21T09:00' });
      expect(await completeVisit(w.manager, visit.id, input)).toEqual({ ok: true, value: null });
      expect(await completeVisit(w.manager, visit.id, input)).toEqual({ ok: true, value: null });
      expect(await rowOf(w, visit.id)).toMatchObject({ status: 'completed', version: 3, note: '谈得不错' });
      expect((await listAttendees(w.manager, visit.id)).map((who) => who.name)).toEqual(['沈国强']);
      const edit = parse(
        checkInput(
          {
            version: '3',
            type: 'first',
            channel: 'onsite',
            purpose: '改过的目的',
            plannedAt: '2026-11-21T10:00',
            plannedMinutes: '60',
            note: '补充',
          },
          editInput,
        ),
      );
      expect(await editVisit(w.manager, visit.id, edit)).toMatchObject({ ok: true });
      expect(await listAttendees(w.manager, visit.id)).toEqual([]);
      expect(await eventsOf(w, visit.id)).toEqual(['visit.started', 'visit.completed', 'visit.edited']);
      expect((await listVisitHistory(w.manager, visit.id))[0]).toMatchObject({
        event: 'visit.edited',
        actorName: '王芳',
      });
    }));

  it('refuses a stale write and names who was first', () =>
    inWorld(async (w) => {
      const visit = await w.visit(await w.account());
      await moveVisit(w.lead, visit.id, { version: 1, plannedAt: '2026-11-25T09:00', plannedMinutes: 30 });
      expect(await completeVisit(w.manager, visit.id, outcome())).toMatchObject({
        ok: false,
        reason: 'stale',
        params: { who: '刘洋' },
      });
      expect(
        await cancelVisit(w.manager, visit.id, { version: 1, cancelReason: '客户出差', missed: false }),
      ).toMatchObject({ reason: 'stale' });
      expect(await deleteVisit(w.manager, visit.id, { version: 1 })).toMatchObject({ reason: 'stale' });
    }));

  it('refuses what its state does not allow', () =>
    inWorld(async (w) => {
      const visit = await w.visit(await w.account(), { status: 'completed', note: 'ok' });
      expect(await startVisit(w.manager, visit.id, { version: 1 })).toMatchObject({ reason: 'visit.cannot_start' });
      expect(await cancelVisit(w.manager, visit.id, { version: 1, cancelReason: 'x', missed: false })).toMatchObject({
        reason: 'visit.cannot_cancel',
      });
      const missed = await w.visit(await w.account());
      expect(await cancelVisit(w.manager, missed.id, { version: 1, cancelReason: '没人', missed: true })).toMatchObject(
        { ok: true },
      );
      expect(await rowOf(w, missed.id)).toMatchObject({ status: 'missed' });
      expect(
        await moveVisit(w.manager, missed.id, { version: 2, plannedAt: '2026-12-01T09:00', plannedMinutes: 30 }),
      ).toMatchObject({ ok: true });
    }));

  it('belongs to its owner and to those who lead; a colleague on the account may not log it', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const visit = await w.visit(account);
      await expect(startVisit(w.colleague, visit.id, { version: 1 })).rejects.toMatchObject({ init: { status: 404 } });
      const service = await w.person({ role: 'service_agent', unit: w.unit.team });
      await expect(startVisit(service, visit.id, { version: 1 })).rejects.toMatchObject({ init: { status: 403 } });
      await expect(deleteVisit(service, visit.id, { version: 1 })).rejects.toMatchObject({ init: { status: 403 } });
      expect(await startVisit(w.lead, visit.id, { version: 1 })).toMatchObject({ ok: true });
    }));

  it('goes to the recycle bin and comes back', () =>
    inWorld(async (w) => {
      const visit = await w.visit(await w.account());
      expect(await deleteVisit(w.manager, visit.id, { version: 1 })).toMatchObject({ ok: true });
      await expect(getVisit(w.manager, visit.id)).rejects.toMatchObject({ init: { status: 404 } });
      await expect(restoreVisit(w.stranger, visit.id)).rejects.toMatchObject({ init: { status: 404 } });
      expect(await restoreVisit(w.manager, visit.id)).toMatchObject({ ok: true });
      expect((await getVisit(w.manager, visit.id)).visit.version).toBe(3);
    }));
});

describe('lists', () => {
  it('show a stranger nothing, and the same 404 as for what does not exist', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const visit = await w.visit(account);
      for (const person of [w.stranger, w.strangerDirector, w.otherTeam, w.trainer, w.employee]) {
        expect((await listVisits(person, everything)).rows).toEqual([]);
        expect(await countVisits(person, everything)).toBe(0);
        const spied = { ...everything, personId: w.manager.actor.personId };
        expect((await listVisits(person, spied)).rows).toEqual([]);
        expect(await listVisitsOf(person, account.id)).toEqual([]);
        expect(await nextVisitOf(person, account.id)).toBeUndefined();
        expect(await listAttendees(person, visit.id)).toEqual([]);
        expect(await listVisitHistory(person, visit.id)).toEqual([]);
        expect(await listOpenCommitmentsOf(person, account.id)).toEqual([]);
        for (const id of [visit.id, newId(), 'nonsense', "'"])
          await expect(getVisit(person, id)).rejects.toMatchObject({
            init: { status: 404 },
            data: { reason: 'not_found' },
          });
      }
      expect((await listVisits(w.manager, everything)).rows).toHaveLength(1);
      for (const person of [w.lead, w.director, w.hq]) expect(await countVisits(person, everything)).toBe(1);
      expect(await nextVisitOf(w.manager, account.id)).toMatchObject({ id: visit.id, purpose: '方案交流' });
    }));

  it('export exactly what is filtered, all of it, and nothing to a stranger', () =>
    inWorld(async (w) => {
      const account = await w.account();
      for (let i = 0; i < 3; i++) await w.visit(account, { purpose: `=cmd${i}`, status: i ? 'planned' : 'completed' });
      const file = async (person: typeof w.manager, filter = everything) =>
        (await exportVisits(person, filter, 'csv', translate('zh-CN'))).text();
      expect((await file(w.manager)).match(/'=cmd\d/g)).toHaveLength(3);
      expect((await file(w.manager, { ...everything, status: 'completed' })).match(/'=cmd\d/g)).toEqual(["'=cmd0"]);
      for (const person of [w.stranger, w.strangerDirector, w.otherTeam])
        expect((await file(person)).trim().split('\n')).toHaveLength(1);
    }));

  it('page both ways without losing or repeating a row', () =>
    inWorld(async (w) => {
      const account = await w.account();
      for (let i = 0; i < 7; i++)
        await w.visit(account, { plannedAt: new Date(Date.UTC(2026, 10, 1 + Math.floor(i / 2))) });
      const first = await listVisits(w.lead, everything, { size: 3 });
      const second = await listVisits(w.lead, everything, { size: 3, after: readCursor(first.after) });
      const third = await listVisits(w.lead, everything, { size: 3, after: readCursor(second.after) });
      const ids = [first, second, third].flatMap((page) => page.rows.map((row) => row.id));
      expect(new Set(ids).size).toBe(7);
      expect([first.before, third.after]).toEqual([null, null]);
      const back = await listVisits(w.lead, everything, { size: 3, before: readCursor(third.before) });
      expect(back.rows.map((row) => row.id)).toEqual(second.rows.map((row) => row.id));
    }));

  it('are narrowed by what the address says, and by nothing it makes up', () =>
    inWorld(async (w) => {
      const account = await w.account();
      await w.visit(account, { plannedAt: new Date('2026-11-21T08:00:00Z') });
      await w.visit(account, { plannedAt: new Date('2026-11-20T08:00:00Z') });
      await w.visit(account, { plannedAt: new Date('2026-10-01T08:00:00Z'), status: 'completed' });
      const n = (query: string) => countVisits(w.manager, readVisitFilter(new URLSearchParams(query), 'mine'));
      expect(await n('period=today')).toBe(1);
      expect(await n('period=overdue')).toBe(1);
      expect(await n('period=week&status=planned')).toBe(2);
      expect(await n('status=completed')).toBe(1);
      expect(await n(`account=${newId()}`)).toBe(0);
      expect(await n('period=\u0000&type=x&after=zzz')).toBe(3);
    }));
});

describe('today', () => {
  it('is what is mine and due, with the three facts of the next visit', () =>
    inWorld(async (w) => {
      const account = await w.account({ lastVisitedAt: new Date('2026-11-01T00:00:00Z') });
      await w.opportunity(account, {
        lastActivityAt: new Date('2026-01-01T00:00:00Z'),
        nextStep: '催',
        nextStepOn: '2026-11-20',
      });
      await w.commitment(account, { dueOn: '2026-11-19' });
      await w.visit(account, { plannedAt: new Date('2026-11-21T06:00:00Z') });
      await w.visit(account, {
        plannedAt: new Date('2026-11-20T06:00:00Z'),
        status: 'completed',
        note: '上次谈到双链路',
      });
      expect(await findNextVisit(w.manager)).toMatchObject({
        accountName: '杭城商业银行',
        openCount: 1,
        openFen: 100_000_00,
        overdueOn: '2026-11-19',
        lastNote: '上次谈到双链路',
      });
      expect(await listWeek(w.manager, '2026-11-21')).toHaveLength(2);
      expect(await listDueCommitments(w.manager)).toMatchObject([{ dueOn: '2026-11-19', total: 1 }]);
      expect(await listMyStuck(w.manager)).toHaveLength(1);
      expect(await listMyNextSteps(w.manager)).toHaveLength(1);
      expect(await listTeamDay(w.lead, '2026-11-21')).toHaveLength(1);
      for (const person of [w.stranger, w.strangerDirector]) {
        expect(await findNextVisit(person)).toBeNull();
        expect(await listTeamDay(person, '2026-11-21')).toEqual([]);
        expect(await listDueCommitments(person)).toEqual([]);
      }
    }));
});
