import { describe, expect, it } from 'vitest';
import { newId } from '~/core/ids';
import { readCursor } from '~/core/paging';
import { tableFile } from '~/core/table-file.server';
import { visitTable } from '~/features/visits/export.server';
import { readVisitFilter } from '~/features/visits/filters';
import { findNextVisit, listTeamDay, listWeek } from '~/features/visits/queries/day.server';
import { getVisit, listAttendees, listVisitHistory } from '~/features/visits/queries/detail.server';
import { listDueCommitments, listMyNextSteps, listMyStuck } from '~/features/visits/queries/due.server';
import { countVisits, listVisits } from '~/features/visits/queries/list.server';
import { listOpenCommitmentsOf, listVisitsOf, nextVisitOf } from '~/features/visits/queries/related.server';
import { translate } from '~/locales/translate.server';
import { everything } from '../support/visit-inputs';
import { inWorld } from '../support/world';

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
        (await tableFile(await visitTable(person, filter, translate('zh-CN')), 'csv')).text();
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
        overdue: { dueOn: '2026-11-19' },
        last: { note: '上次谈到双链路' },
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
