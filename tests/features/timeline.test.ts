import { describe, expect, it } from 'vitest';
import { setAccountFact } from '~/features/accounts/commands/update.server';
import { deleteContact } from '~/features/contacts/commands/delete.server';
import { getPulse, listDealsOf } from '~/features/timeline/overview.server';
import { listTimeline } from '~/features/timeline/queries.server';
import { listRecycled } from '~/features/timeline/recycle.server';
import { inWorld } from '../support/world';

describe('the stream of an account', () => {
  it('tells visits and changes newest first, page by page', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      for (let day = 1; day <= 25; day++)
        await w.visit(account, {
          status: 'completed',
          purpose: `第${day}次`,
          plannedAt: new Date(Date.UTC(2026, 9, day)),
        });
      await w.visit(account, { status: 'planned', plannedAt: new Date('2026-12-01T02:00:00Z') });
      await setAccountFact(w.manager, account.id, { field: 'grade', value: 'A', version: 1 });
      const first = await listTimeline(w.manager, account.id, null, null);
      expect(first.events[0]).toMatchObject({
        type: 'journal',
        event: 'account.changed',
        before: { grade: 'C' },
        after: { grade: 'A' },
        who: '王芳',
      });
      expect(first.events).toHaveLength(20);
      const second = await listTimeline(w.manager, account.id, null, first.after);
      expect(second.events).toHaveLength(6);
      expect(second.after).toBeNull();
      expect(new Set([...first.events, ...second.events].map((event) => event.id)).size).toBe(26);
      expect((await listTimeline(w.manager, account.id, 'profile', null)).events).toHaveLength(1);
      expect((await listTimeline(w.manager, account.id, 'opportunities', 'nonsense')).events).toEqual([]);
    }));

  it('says nothing to strangers', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      await w.visit(account, { status: 'completed' });
      await w.opportunity(account);
      await w.commitment(account, { dueOn: '2026-11-01' });
      await setAccountFact(w.manager, account.id, { field: 'grade', value: 'A', version: 1 });
      for (const who of [w.stranger, w.strangerDirector, w.otherTeam, w.employee]) {
        expect((await listTimeline(who, account.id, null, null)).events).toEqual([]);
        expect(await listDealsOf(who, account.id)).toEqual([]);
        expect(await getPulse(who, account.id)).toEqual({
          nextVisit: null,
          openCommitments: 0,
          overdueCommitments: [],
          visits: 0,
          children: 0,
        });
      }
    }));
});

it('getPulse tells what is ahead and what is owed', () =>
  inWorld(async (w) => {
    const account = await w.account({ owner: w.manager });
    const next = await w.visit(account, { plannedAt: new Date('2026-11-25T06:00:00Z') });
    await w.visit(account, { plannedAt: new Date('2026-11-28T06:00:00Z') });
    const late = await w.commitment(account, { dueOn: '2026-11-20' });
    await w.commitment(account, { dueOn: '2026-11-21' });
    expect(await getPulse(w.manager, account.id)).toMatchObject({
      nextVisit: { id: next.id },
      openCommitments: 2,
      overdueCommitments: [{ id: late.id, dueOn: '2026-11-20' }],
      visits: 2,
    });
  }));

it('the recycle bin shows what was deleted to whom it concerns', () =>
  inWorld(async (w) => {
    const account = await w.account({ owner: w.manager });
    const contact = await w.contact(account);
    await deleteContact(w.manager, contact.id, 1);
    expect(await listRecycled(w.manager)).toMatchObject([
      { kind: 'contact', name: '沈国强', accountName: account.name, deletedBy: '王芳' },
    ]);
    expect(await listRecycled(w.lead)).toHaveLength(1);
    for (const who of [w.stranger, w.strangerDirector, w.otherTeam]) expect(await listRecycled(who)).toEqual([]);
  }));
