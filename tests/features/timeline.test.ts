import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { attachments, competitorMoves, competitors, interactions, visitComments } from '#drizzle/schema';
import { newId } from '~/core/ids';
import { writeCursor } from '~/core/paging';
import { setAccountFact } from '~/features/accounts/commands/update.server';
import { deleteContact } from '~/features/contacts/commands/delete.server';
import { getPulse, listDealsOf } from '~/features/timeline/overview.server';
import { listTimeline } from '~/features/timeline/queries.server';
import { listRecycled } from '~/features/timeline/recycle.server';
import { restoreByKind } from '../../app/routes/_app.recycle-bin/restore.server';
import { clock } from '../support/rollback';
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
    expect((await listRecycled(w.manager)).rows).toMatchObject([
      { kind: 'contact', name: '沈国强', accountName: account.name, deletedBy: '王芳' },
    ]);
    expect((await listRecycled(w.lead)).rows).toHaveLength(1);
    for (const who of [w.stranger, w.strangerDirector, w.otherTeam]) expect((await listRecycled(who)).rows).toEqual([]);
  }));

it('the recycle bin is read page by page, of all kinds or of one, however many went at the same moment', () =>
  inWorld(async (w) => {
    const account = await w.account({ owner: w.manager });
    const contacts = await Promise.all(Array.from({ length: 60 }, () => w.contact(account)));
    const deals = await Promise.all(Array.from({ length: 3 }, () => w.opportunity(account)));
    const gone = `{${[...contacts, ...deals].map(({ id }) => id)}}`;
    for (const table of ['contacts', 'opportunities'])
      await w.owner.execute(
        sql`update ${sql.identifier(table)} set deleted_at = now() where id = any(${gone}::uuid[])`,
      );
    const first = await listRecycled(w.manager);
    const second = await listRecycled(w.manager, { after: first.after });
    const ids = [...first.rows, ...second.rows].map(({ id }) => id);
    expect([first.rows.length, ids.length, new Set(ids).size, second.after]).toEqual([50, 63, 63, null]);
    expect((await listRecycled(w.manager, { kind: 'opportunity' })).rows).toHaveLength(3);
    expect((await listRecycled(w.manager, { after: writeCursor({ value: 'now', id: newId() }) })).rows).toHaveLength(
      50,
    );
  }));

it('the recycle bin holds interactions, files, competitor moves and one’s own comments, and gives each back', () =>
  inWorld(async (w) => {
    const account = await w.account({ owner: w.manager });
    const visit = await w.visit(account);
    const competitorId = newId();
    await w.owner.insert(competitors).values({ id: competitorId, name: '对手一家' });
    const at = { tenantId: account.tenantId, unitId: account.unitId, ownerId: account.ownerId, accountId: account.id };
    const gone = { deletedAt: clock, deletedBy: account.ownerId };
    const ids = { interaction: newId(), file: newId(), move: newId(), comment: newId() };
    await w.owner
      .insert(interactions)
      .values({ ...at, ...gone, id: ids.interaction, channel: 'phone', at: clock, text: '来电' });
    await w.owner.insert(attachments).values({
      ...{
        ...at,
        ...gone,
        id: ids.file,
        visitId: visit.id,
        kind: 'photo',
        name: 'a.jpg',
        mime: 'image/jpeg',
        bytes: 1,
      },
      ...{ sha256: 'a'.repeat(64), addedBy: account.ownerId },
    });
    await w.owner
      .insert(competitorMoves)
      .values({ ...at, ...gone, id: ids.move, competitorId, kind: 'trial', seenAt: clock });
    await w.owner
      .insert(visitComments)
      .values({ ...at, ...gone, id: ids.comment, visitId: visit.id, authorId: account.ownerId, text: '收回' });
    const kinds = (rows: { kind: string }[]) => rows.map(({ kind }) => kind).sort();
    expect(kinds((await listRecycled(w.manager)).rows)).toEqual(['comment', 'file', 'interaction', 'move']);
    expect(kinds((await listRecycled(w.lead)).rows)).toEqual(['file', 'interaction', 'move']);
    expect((await listRecycled(w.stranger)).rows).toEqual([]);
    for (const [kind, id] of Object.entries(ids)) {
      const restore = restoreByKind[kind as keyof typeof ids];
      await expect(restore(w.stranger, id)).rejects.toMatchObject({ init: { status: 404 } });
      expect(await restore(w.manager, id)).toMatchObject({ ok: true });
      expect(await restore(w.manager, id)).toMatchObject({ ok: true });
    }
    expect((await listRecycled(w.manager)).rows).toEqual([]);
  }));
