import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { accounts, contacts, journal, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import type { Result } from '~/core/result';
import { deleteAccount, restoreAccount } from '~/features/accounts/commands/delete.server';
import { deleteContact, restoreContact } from '~/features/contacts/commands/delete.server';
import { deleteVisit, restoreVisit } from '~/features/visits/commands/remove.server';
import { inWorld, type World } from '../support/world';

type Kind = {
  make: (w: World) => Promise<string>;
  remove: (who: Context, id: string, version: number) => Promise<Result<unknown>>;
  restore: (who: Context, id: string) => Promise<Result<unknown>>;
  row: (w: World, id: string) => Promise<{ version: number; deletedAt: Date | null }[]>;
};
const at = { version: accounts.version, deletedAt: accounts.deletedAt };
const kinds: Record<string, Kind> = {
  account: {
    make: async (w) => (await w.account()).id,
    remove: deleteAccount,
    restore: restoreAccount,
    row: (w, id) => w.owner.select(at).from(accounts).where(eq(accounts.id, id)),
  },
  contact: {
    make: async (w) => (await w.contact(await w.account())).id,
    remove: deleteContact,
    restore: restoreContact,
    row: (w, id) =>
      w.owner
        .select({ version: contacts.version, deletedAt: contacts.deletedAt })
        .from(contacts)
        .where(eq(contacts.id, id)),
  },
  visit: {
    make: async (w) =>
      (await w.visit(await w.account(), { status: 'completed', endedAt: new Date('2026-11-20T02:00:00Z') })).id,
    remove: (who, id, version) => deleteVisit(who, id, { version }),
    restore: restoreVisit,
    row: (w, id) =>
      w.owner.select({ version: visits.version, deletedAt: visits.deletedAt }).from(visits).where(eq(visits.id, id)),
  },
};
const status = (work: Promise<unknown>) =>
  work.then(
    () => 200,
    (error: { init?: { status?: number } }) => error.init?.status,
  );

describe.each(Object.entries(kinds))('deletion of the %s', (name, kind) => {
  it('sent twice has the effect of one, and so has bringing it back', () =>
    inWorld(async (w) => {
      const id = await kind.make(w);
      const events = async () =>
        (await w.owner.select({ event: journal.event }).from(journal).where(eq(journal.subjectId, id))).map(
          ({ event }) => event,
        );
      expect(await kind.restore(w.manager, id)).toMatchObject({ ok: true }); // it is there already
      expect(await kind.remove(w.manager, id, 9)).toMatchObject({ ok: false, reason: 'stale' });
      expect(await kind.remove(w.manager, id, 1)).toMatchObject({ ok: true });
      const [gone] = await kind.row(w, id);
      expect(await kind.remove(w.manager, id, 1)).toMatchObject({ ok: true });
      expect(await kind.row(w, id)).toEqual([gone]);
      expect(gone).toMatchObject({ version: 2, deletedAt: expect.any(Date) });
      expect(await events()).toEqual([`${name}.deleted`]);
      for (const who of [w.stranger, w.strangerDirector]) {
        expect(await status(kind.remove(who, id, 1))).toBe(404);
        expect(await status(kind.restore(who, id))).toBe(404);
      }
      expect(await status(kind.remove(await w.person({ role: 'service_agent' }), id, 1))).toBe(403);
      expect(await kind.restore(w.manager, id)).toMatchObject({ ok: true });
      const [back] = await kind.row(w, id);
      expect(await kind.restore(w.manager, id)).toMatchObject({ ok: true });
      expect(await kind.row(w, id)).toEqual([back]);
      expect(back).toMatchObject({ version: 3, deletedAt: null });
      expect((await events()).sort()).toEqual([`${name}.deleted`, `${name}.restored`]);
      expect(await kind.remove(w.manager, id, 1)).toMatchObject({ ok: false, reason: 'stale' }); // of before it came back
    }));
});
