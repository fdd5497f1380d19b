import { and, eq, isNotNull, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { accounts, coveragePolicies, journal, people, visits } from '#drizzle/schema';
import { isWorkday } from '~/core/calendar';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { checkInput } from '~/core/input.server';
import { assignAccounts } from '~/features/assignments/commands/assign.server';
import { planMove } from '~/features/assignments/plan.server';
import { setAccountProposes, setProposing } from '~/features/coverage/commands.server';
import { proposingInput } from '~/features/coverage/input';
import { proposeVisits, unknownFrom } from '~/features/coverage/propose.server';
import { actOnVisit } from '~/features/visits/commands/act.server';
import { moveVisit } from '~/features/visits/commands/move.server';
import { keepProposal, rejectProposal } from '~/features/visits/commands/proposal.server';
import { restoreVisit } from '~/features/visits/commands/remove.server';
import { listProposals } from '~/features/visits/queries/day.server';
import { inWorld, type World } from '../support/world';

const at = (text: string) => new Date(`${text}+08:00`);
const on = (w: World, more = {}) =>
  setProposing(w.admin, w.unit.zj.tenantId, { version: 0, proposes: true, proposeDays: 10, proposePerDay: 2, ...more });
/** Overdue since long ago. */
const late = (w: World, more = {}) =>
  w.account({ grade: 'A', lastVisitedAt: at('2026-08-03T10:00'), createdAt: at('2026-01-05T10:00'), ...more });
const proposed = (w: World) =>
  w.owner.select().from(visits).where(isNotNull(visits.proposedFor)).orderBy(visits.plannedAt);
const statusOf = (status: number) => ({ init: { status } });

describe('the nightly job', () => {
  it('proposes nothing unless the company wishes it', () =>
    inWorld(async (w) => {
      await late(w);
      expect(await proposeVisits(w.manager)).toBe(0);
      await on(w);
      expect(await proposeVisits(w.manager)).toBe(1);
      expect(await proposed(w)).toMatchObject([
        { isProposed: true, proposedKind: 'manager', proposedFor: '2026-08-03', status: 'planned', type: 'routine' },
      ]);
    }));

  it('run twice, or after it was killed, makes nothing double', () =>
    inWorld(async (w) => {
      await on(w);
      for (let i = 0; i < 3; i++) await late(w);
      expect(await proposeVisits(w.manager)).toBe(3);
      expect(await proposeVisits(w.manager)).toBe(0);
      const [first] = await proposed(w);
      // the part of a night that did not arrive
      await w.owner.delete(visits).where(eq(visits.id, first!.id));
      expect(await proposeVisits(w.manager)).toBe(1);
      expect(await proposed(w)).toHaveLength(3);
      const { id: _, ...again } = (await proposed(w))[0]!;
      const copy = { ...again, id: '019ab000-0000-7000-8000-0000000000ab' };
      expect(await w.owner.insert(visits).values(copy).onConflictDoNothing().returning()).toEqual([]);
    }));

  it('takes working days only, never more a day than allowed, and the same region together', () =>
    inWorld(async (w) => {
      await on(w);
      for (const regionCode of ['330106', '330108', '330106', '330108', '330106']) await late(w, { regionCode });
      await w.visit(await w.account({ lastVisitedAt: at('2026-11-20T10:00'), regionCode: '330108' }), {
        plannedAt: at('2026-11-23T09:30'),
      });
      await proposeVisits(w.manager);
      const made = await proposed(w);
      expect(made).toHaveLength(5);
      const days = made.map(({ plannedAt }) => today(plannedAt));
      expect(days.every(isWorkday)).toBe(true);
      for (const day of new Set(days)) {
        const there = days.filter((one) => one === day).length + (day === '2026-11-23' ? 1 : 0);
        expect(there).toBeLessThanOrEqual(2);
      }
      const regions = await w.owner
        .select({ region: accounts.regionCode })
        .from(visits)
        .innerJoin(accounts, eq(accounts.id, visits.accountId))
        .where(
          and(
            isNotNull(visits.proposedFor),
            sql`${visits.plannedAt} < ${at('2026-11-24T00:00').toISOString()}::timestamptz`,
          ),
        );
      expect(regions).toEqual([{ region: '330108' }]);
    }));

  it('leaves alone what is visited in time, planned already, or does not wish it; and takes who does', () =>
    inWorld(async (w) => {
      await w.account({ grade: 'D', lastVisitedAt: at('2026-11-18T10:00') });
      const planned = await late(w);
      await w.visit(planned, { plannedAt: at('2026-12-24T10:00') });
      const never = await late(w);
      await setAccountProposes(w.manager, never.id, { proposes: 'never' });
      const always = await late(w);
      await setAccountProposes(w.manager, always.id, { proposes: 'always' });
      expect(await proposeVisits(w.manager)).toBe(1);
      expect((await proposed(w)).map(({ accountId }) => accountId)).toEqual([always.id]);
      await on(w);
      expect(await proposeVisits(w.manager)).toBe(0);
    }));

  it('proposes executive visits to who leads the team', () =>
    inWorld(async (w) => {
      await on(w);
      await late(w);
      expect(await proposeVisits(w.lead)).toBe(1);
      expect(await proposed(w)).toMatchObject([
        { type: 'executive', proposedKind: 'leader', ownerId: w.lead.actor.personId },
      ]);
      expect(await proposeVisits(w.manager)).toBe(0);
    }));

  it('proposes executive visits to the director of teams that nobody leads', () =>
    inWorld(async (w) => {
      await on(w);
      const led = await late(w);
      const unled = await late(w, { owner: w.otherTeam });
      expect(await proposeVisits(w.hq)).toBe(0);
      expect(await proposeVisits(w.strangerDirector)).toBe(0);
      expect(await proposeVisits(w.director)).toBe(1);
      expect(await proposed(w)).toMatchObject([
        { type: 'executive', proposedKind: 'leader', accountId: unled.id, ownerId: w.director.actor.personId },
      ]);
      await w.owner.update(people).set({ leftOn: '2026-11-20' }).where(eq(people.id, w.lead.actor.personId));
      expect(await proposeVisits(w.director)).toBe(1);
      expect((await proposed(w)).map(({ accountId }) => accountId).sort()).toEqual([led.id, unled.id].sort());
      const named = await w.owner.execute<{ person_id: string }>(sql`select person_id from app.proposers()`);
      expect([...named].map(({ person_id }) => person_id)).toContain(w.director.actor.personId);
    }));

  it('works for who is still here, and a re-assigned account takes its proposal along', () =>
    inWorld(async (w) => {
      await on(w);
      const account = await late(w);
      await proposeVisits(w.manager);
      const move = { accountIds: [account.id], toIds: [w.colleague.actor.personId], reason: null };
      const plan = await planMove(w.lead, move);
      if (!plan.ok) throw new Error('no plan');
      await assignAccounts(w.lead, { ...move, seal: plan.value.seal });
      expect(await listProposals(w.manager)).toEqual([]);
      expect(await listProposals(w.colleague)).toMatchObject([{ accountId: account.id, isProposed: true }]);
      expect(await proposeVisits(w.colleague)).toBe(0);
      await w.owner.update(people).set({ leftOn: '2026-01-01' }).where(eq(people.id, w.manager.actor.personId));
      const named = await w.owner.execute<{ person_id: string }>(sql`select person_id from app.proposers()`);
      const ids = [...named].map(({ person_id }) => person_id);
      expect(ids).toContain(w.colleague.actor.personId);
      expect(ids).not.toContain(w.manager.actor.personId);
      expect(ids).not.toContain(w.stranger.actor.personId);
    }));

  it('names the first day whose holidays nobody knows', () => {
    expect(unknownFrom('2026-11-21', 10)).toBeNull();
    expect(unknownFrom('2026-12-28', 10)).toBe('2027-01-01');
  });
});

describe('a proposal', () => {
  const one = async (w: World) => {
    await on(w);
    await late(w);
    await proposeVisits(w.manager);
    return (await listProposals(w.manager))[0]!;
  };
  const version = (n = 1) => ({ version: n });

  it('is kept with one press, once', () =>
    inWorld(async (w) => {
      const { id } = await one(w);
      for (let i = 0; i < 2; i++) expect(await keepProposal(w.manager, id, version())).toMatchObject({ ok: true });
      expect(await listProposals(w.manager)).toEqual([]);
      expect(await proposed(w)).toMatchObject([{ isProposed: false, status: 'planned', version: 2 }]);
      expect(await rejectProposal(w.manager, id, version(2))).toMatchObject({ reason: 'stale' });
    }));

  it('rejected does not come again in that interval, and can be taken back', () =>
    inWorld(async (w) => {
      const { id } = await one(w);
      for (let i = 0; i < 2; i++) expect(await rejectProposal(w.manager, id, version())).toMatchObject({ ok: true });
      expect(await proposeVisits(w.manager)).toBe(0);
      expect(await restoreVisit(w.manager, id)).toMatchObject({ ok: true });
      expect(await listProposals(w.manager)).toMatchObject([{ id }]);
      // a visit begins the next interval
      await rejectProposal(w.manager, id, version(3));
      await w.owner
        .update(accounts)
        .set({ lastVisitedAt: at('2026-09-01T10:00') })
        .where(isNotNull(accounts.lastVisitedAt));
      expect(await proposeVisits(w.manager)).toBe(1);
    }));

  it('moved is kept', () =>
    inWorld(async (w) => {
      const { id } = await one(w);
      await moveVisit(w.manager, id, { version: 1, plannedAt: '2026-11-27T10:00', plannedMinutes: null });
      expect(await proposed(w)).toMatchObject([{ isProposed: false }]);
    }));

  it('is its owner’s and the leader’s to answer; stale and nonsense are refused', () =>
    inWorld(async (w) => {
      const { id } = await one(w);
      const answer = (who: Context) => keepProposal(who, id, version());
      for (const who of [w.stranger, w.colleague, w.otherTeam]) {
        await expect(answer(who)).rejects.toMatchObject(statusOf(404));
        await expect(rejectProposal(who, id, version())).rejects.toMatchObject(statusOf(404));
        expect(await listProposals(who)).toEqual([]);
      }
      await expect(answer(await w.person({ role: 'service_agent' }))).rejects.toMatchObject(statusOf(403));
      expect(await keepProposal(w.manager, id, version(7))).toMatchObject({ reason: 'stale' });
      const nonsense = await actOnVisit(w.manager, id, { intent: 'keep', version: 'x' });
      expect(nonsense.result).toMatchObject({ ok: false, reason: 'invalid' });
      expect(await answer(w.lead)).toMatchObject({ ok: true });
    }));
});

describe('the company’s wish', () => {
  it('is written by who administers it, against the version seen', () =>
    inWorld(async (w) => {
      for (const who of [w.manager, w.lead, w.director])
        await expect(
          setProposing(who, w.unit.zj.tenantId, { version: 0, proposes: true, proposeDays: 5, proposePerDay: 1 }),
        ).rejects.toMatchObject(statusOf(403));
      await expect(
        setProposing(w.admin, w.unit.gd.tenantId, { version: 0, proposes: true, proposeDays: 5, proposePerDay: 1 }),
      ).rejects.toMatchObject(statusOf(404));
      expect(await on(w)).toMatchObject({ ok: true, value: { version: 1 } });
      expect(await on(w, { proposeDays: 3 })).toMatchObject({ reason: 'stale' });
      expect(await w.owner.select().from(coveragePolicies)).toMatchObject([
        { proposes: true, managerA: 21, version: 1 },
      ]);
      expect(
        checkInput({ version: '1', proposes: 'on', proposeDays: '0', proposePerDay: '99' }, proposingInput),
      ).toMatchObject({
        fields: { proposeDays: 'error.range', proposePerDay: 'error.range' },
      });
    }));

  it('of one account is written by who may change it', () =>
    inWorld(async (w) => {
      const account = await w.account();
      await expect(setAccountProposes(w.stranger, account.id, { proposes: 'never' })).rejects.toMatchObject(
        statusOf(404),
      );
      const service = await w.person({ role: 'service_agent' });
      await expect(setAccountProposes(service, account.id, { proposes: 'never' })).rejects.toMatchObject(statusOf(403));
      for (let i = 0; i < 2; i++)
        expect(await setAccountProposes(w.manager, account.id, { proposes: 'never' })).toMatchObject({ ok: true });
      const told = await w.owner.select().from(journal).where(eq(journal.subjectId, account.id));
      expect(told.map(({ after }) => after)).toEqual([{ proposes: false }]);
    }));
});
