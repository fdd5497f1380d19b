import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { accounts, journal, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { countExplained, listStream, neighbours } from '~/features/coaching/queries/stream.server';
import { listNotices } from '~/features/notices/queries.server';
import { placeOf } from '~/features/notices/told';
import { writeNotices } from '~/features/notices/write.server';
import { actOnVisit } from '~/features/visits/commands/act.server';
import { acceptCheck, explainCheck } from '~/features/visits/commands/checks.server';
import { completeVisit } from '~/features/visits/commands/complete.server';
import { startVisit } from '~/features/visits/commands/start.server';
import { completeInput, startInput } from '~/features/visits/input';
import { saidOfLogged } from '~/features/visits/queries/clashes.server';
import { inWorld, type World } from '../support/world';

const position = (change = {}) => ({
  latitude: 30.2743,
  longitude: 120.1554,
  accuracy: 12,
  deviceAt: '2026-11-21T01:59:58.000Z',
  ...change,
});
const clock = (at: string, sentAt = at) => ({ at, sentAt });
const site = { latitude: 30.2741, longitude: 120.1551 };
const outcome = (version: number, more = {}) => completeInput.parse({ version, note: '谈到双链路', ...more });

const rowOf = async (w: World, id: string) => (await w.owner.select().from(visits).where(eq(visits.id, id)))[0]!;
const keysOf = async (w: World, id: string) => (await rowOf(w, id)).confidenceReasons?.map((reason) => reason.key);

async function visitAtSite(w: World, given = {}) {
  const account = await w.account(site);
  return w.visit(account, { plannedAt: w.manager.now, ...given });
}

describe('the check of a visit', () => {
  it('is kept as a confidence with its reasons, at check-in and anew at check-out', () =>
    inWorld(async (w) => {
      const visit = await visitAtSite(w);
      await startVisit(w.manager, visit.id, { version: 1, position: position(), clock: null });
      expect(await rowOf(w, visit.id)).toMatchObject({ confidence: 85, distanceMetres: 36 });
      await completeVisit(w.manager, visit.id, outcome(2, { position: position({ latitude: 30.35 }) }));
      expect(await rowOf(w, visit.id)).toMatchObject({ confidence: 35 });
      expect(await keysOf(w, visit.id)).toEqual(['near', 'travel', 'left_elsewhere', 'short']);
    }));

  it('keeps a position with all the decimals a phone gives', () =>
    inWorld(async (w) => {
      const visit = await visitAtSite(w);
      const sent = { ...position(), latitude: '30.274311966133104', longitude: '120.155419661331048' };
      await startVisit(w.manager, visit.id, startInput.parse({ version: '1', position: sent }));
      expect(await rowOf(w, visit.id)).toMatchObject({
        checkIn: { latitude: Number(sent.latitude), longitude: Number(sent.longitude) },
        isPositionUnusable: false,
        confidence: 85,
      });
    }));

  it('starts and ends with a position off the earth, and says so', () =>
    inWorld(async (w) => {
      const visit = await visitAtSite(w);
      const sent = position({ latitude: '91.5' });
      const started = await actOnVisit(w.manager, visit.id, { intent: 'start', version: '1', position: sent });
      expect(started).toMatchObject({ result: { ok: true }, done: 'visit.done.started_unplaced', tone: 'warn' });
      expect(await rowOf(w, visit.id)).toMatchObject({ status: 'in_progress', checkIn: null, confidence: 50 });
      expect(await keysOf(w, visit.id)).toEqual(['no_position', 'bad_position']);
      const form = { intent: 'complete', version: '2', note: '谈到双链路', position: position() };
      const { logged } = await actOnVisit(w.manager, visit.id, form);
      expect(await saidOfLogged(w.manager, logged!)).toEqual({ key: 'visit.done.logged_unplaced', tone: 'warn' });
      expect(await rowOf(w, visit.id)).toMatchObject({ note: '谈到双链路', checkOut: position() });
      expect(await keysOf(w, visit.id)).toContain('bad_position');
    }));

  it('starts without a position all the same', () =>
    inWorld(async (w) => {
      const visit = await visitAtSite(w);
      expect(await startVisit(w.manager, visit.id, { version: 1 })).toMatchObject({ ok: true });
      expect(await rowOf(w, visit.id)).toMatchObject({ confidence: 50, checkIn: null, distanceMetres: null });
    }));

  it('is not made by telephone', () =>
    inWorld(async (w) => {
      const visit = await visitAtSite(w, { channel: 'phone' });
      await startVisit(w.manager, visit.id, { version: 1, position: position() });
      expect(await rowOf(w, visit.id)).toMatchObject({ confidence: null, confidenceReasons: null });
    }));

  it('takes the time of the device, put right by how far its clock is off', () =>
    inWorld(async (w) => {
      const visit = await visitAtSite(w);
      // checked in two hours ago, offline, by a clock that is ten minutes fast; now is 02:00
      const told = clock('2026-11-21T00:10:00.000Z', '2026-11-21T02:10:00.000Z');
      await startVisit(w.manager, visit.id, { version: 1, position: position(), clock: told });
      expect(await rowOf(w, visit.id)).toMatchObject({
        startedAt: new Date('2026-11-21T00:00:00Z'),
        skewSeconds: 600,
      });
      expect(await keysOf(w, visit.id)).toContain('clock');
      const other = await visitAtSite(w);
      await startVisit(w.manager, other.id, {
        version: 1,
        clock: clock('2020-01-01T00:00:00Z', '2026-11-21T02:00:00Z'),
      });
      expect((await rowOf(w, other.id)).startedAt).toEqual(w.manager.now);
    }));

  it('compares with the other checks of the person, and of nobody else', () =>
    inWorld(async (w) => {
      const far = position({ latitude: 39.9, longitude: 116.4 });
      const elsewhere = await visitAtSite(w, {
        status: 'completed',
        startedAt: new Date('2026-11-21T01:30:00Z'),
        endedAt: new Date('2026-11-21T01:40:00Z'),
        checkIn: far,
      });
      const visit = await visitAtSite(w);
      await startVisit(w.manager, visit.id, { version: 1, position: position() });
      expect(await keysOf(w, visit.id)).toEqual(['near', 'travel']);
      await w.owner.update(visits).set({ ownerId: w.colleague.actor.personId }).where(eq(visits.id, elsewhere.id));
      const again = await visitAtSite(w);
      await startVisit(w.manager, again.id, { version: 1, position: position({ latitude: 30.27431 }) });
      expect(await keysOf(w, again.id)).toEqual(['near']);
    }));

  it('names the account’s missing coordinates', () =>
    inWorld(async (w) => {
      const visit = await visitAtSite(w);
      await w.owner.update(accounts).set({ latitude: null, longitude: null }).where(eq(accounts.id, visit.accountId));
      await startVisit(w.manager, visit.id, { version: 1, position: position() });
      expect(await keysOf(w, visit.id)).toEqual(['no_site']);
    }));
});

describe('an explanation', () => {
  const note = { version: 2, checkNote: '客户在新址办公' };
  const started = async (w: World) => {
    const visit = await visitAtSite(w);
    await startVisit(w.manager, visit.id, { version: 1 });
    return visit;
  };

  it('is the visitor’s, accepted by a lead, once; a new one is to be accepted anew', () =>
    inWorld(async (w) => {
      const visit = await started(w);
      expect(await acceptCheck(w.lead, visit.id, { version: 2 })).toMatchObject({ reason: 'visit.not_explained' });
      expect(await explainCheck(w.manager, visit.id, note)).toMatchObject({ ok: true });
      expect(await explainCheck(w.manager, visit.id, note)).toMatchObject({ ok: true });
      expect(await acceptCheck(w.lead, visit.id, { version: 2 })).toMatchObject({ reason: 'stale' });
      expect(await acceptCheck(w.lead, visit.id, { version: 3 })).toMatchObject({ ok: true });
      expect(await acceptCheck(w.lead, visit.id, { version: 3 })).toMatchObject({ ok: true });
      expect(await rowOf(w, visit.id)).toMatchObject({
        checkNote: note.checkNote,
        checkAcceptedBy: w.lead.actor.personId,
        confidence: 50,
      });
      const told = await w.owner.select().from(journal).where(eq(journal.subjectId, visit.id)).orderBy(journal.id);
      expect(told.map((entry) => entry.event)).toEqual([
        'visit.started',
        'visit.check_explained',
        'visit.check_accepted',
      ]);
      await explainCheck(w.manager, visit.id, { version: 4, checkNote: '另一个说法' });
      expect(await rowOf(w, visit.id)).toMatchObject({ checkAcceptedBy: null, checkAcceptedAt: null });
    }));

  it('is told to the nearest lead, each time it changes, and to nobody else', () =>
    inWorld(async (w) => {
      const visit = await started(w);
      const tell = (ctx: Context) => writeNotices(ctx, 'visit.check_explained', ctx.now);
      const kinds = async (ctx: Context) => (await listNotices(ctx, 'all', null)).rows.map(({ kind }) => kind);
      await explainCheck(w.manager, visit.id, note);
      for (const _ of [1, 2]) await tell(w.manager);
      const [told] = (await listNotices(w.lead, 'all', null)).rows;
      expect(told).toMatchObject({ kind: 'check_explained', visitId: visit.id });
      expect(placeOf(told!)).toBe(`/coaching/${visit.id}`);
      const later = { ...w.manager, now: new Date(w.manager.now.getTime() + 60_000) };
      await explainCheck(later, visit.id, { version: 3, checkNote: '另一个说法' });
      await tell(later);
      expect(await kinds(w.lead)).toEqual(['check_explained', 'check_explained']);
      for (const who of [w.manager, w.colleague, w.director, w.hq, w.otherTeam, w.strangerDirector])
        expect(await kinds(who)).toEqual([]);
    }));

  it('waits in the stream of who leads until somebody accepts it', () =>
    inWorld(async (w) => {
      const visit = await started(w);
      await explainCheck(w.manager, visit.id, note);
      await w.owner.update(visits).set({ status: 'completed' }).where(eq(visits.id, visit.id));
      const waiting = { show: 'explained', personId: null } as const;
      for (const who of [w.lead, w.director]) {
        expect((await listStream(who, waiting)).rows).toMatchObject([
          { id: visit.id, version: 3, explanation: note.checkNote },
        ]);
        expect(await countExplained(who)).toBe(1);
      }
      for (const who of [w.otherTeam, w.strangerDirector]) {
        expect((await listStream(who, waiting)).rows).toEqual([]);
        expect(await countExplained(who)).toBe(0);
      }
      expect(await neighbours(w.lead, waiting, visit)).toEqual({ previous: null, next: null });
      expect(await acceptCheck(w.lead, visit.id, { version: 3 })).toMatchObject({ ok: true });
      expect((await listStream(w.lead, waiting)).rows).toEqual([]);
      expect(await countExplained(w.director)).toBe(0);
    }));

  it('is nobody else’s to give, and not one’s own to accept', () =>
    inWorld(async (w) => {
      const visit = await started(w);
      await expect(explainCheck(w.lead, visit.id, note)).rejects.toMatchObject({ init: { status: 403 } });
      await expect(explainCheck(w.stranger, visit.id, note)).rejects.toMatchObject({ init: { status: 404 } });
      await explainCheck(w.manager, visit.id, note);
      await expect(acceptCheck(w.manager, visit.id, { version: 3 })).rejects.toMatchObject({ init: { status: 403 } });
      await expect(acceptCheck(w.strangerDirector, visit.id, { version: 3 })).rejects.toMatchObject({
        init: { status: 404 },
      });
    }));
});

describe('an old position', () => {
  it('is kept only to the district, once, and what was made of it stays', () =>
    inWorld(async (w) => {
      const checked = { status: 'completed' as const, checkIn: position(), confidence: 85, distanceMetres: 36 };
      const old = await visitAtSite(w, { ...checked, startedAt: new Date(Date.now() - 91 * 86_400_000) });
      const recent = await visitAtSite(w, { ...checked, startedAt: new Date(Date.now() - 89 * 86_400_000) });
      const only = await visitAtSite(w, { startedAt: old.startedAt, checkOut: position({ accuracy: 9000 }) });
      const coarsen = async () =>
        [...(await w.owner.execute<{ n: number }>(sql`select app.coarsen_positions(90) as n`))][0]?.n;
      expect(await coarsen()).toBeGreaterThanOrEqual(2);
      expect(await coarsen()).toBe(0);
      expect(await rowOf(w, old.id)).toMatchObject({
        checkIn: { latitude: 30.25, longitude: 120.15, accuracy: 5000, isCoarse: true },
        confidence: 85,
        distanceMetres: 36,
        version: 1,
      });
      expect((await rowOf(w, only.id)).checkOut).toMatchObject({ latitude: 30.25, accuracy: 9000 });
      expect((await rowOf(w, recent.id)).checkIn).toEqual(position());
    }));
});
