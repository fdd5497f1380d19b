import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { accounts, assignments, contacts, journal, opportunities, opportunityChanges, visits } from '#drizzle/schema';
import { newId } from '~/core/ids';
import { findAccount } from '~/features/accounts/queries.server';
import { assignAccounts } from '~/features/assignments/commands/assign.server';
import { addTeamMember, endTeamMember } from '~/features/assignments/commands/team.server';
import { planMove } from '~/features/assignments/plan.server';
import { previewMove } from '~/features/assignments/queries/preview.server';
import { listTeam } from '~/features/assignments/queries/team.server';
import { listAccountsOf, listLeavers, listWorkload } from '~/features/assignments/queries/workload.server';
import { inWorld } from '../support/world';

const thrown = (work: Promise<unknown>) =>
  work.then(
    () => 200,
    (error: { init?: { status?: number } }) => error.init?.status,
  );
const move = (accountIds: string[], toIds: string[]) => ({ accountIds, toIds, reason: null });

describe('assignAccounts', () => {
  it('moves the account with its open deals, future visits and promises, and keeps the history', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      const open = await w.opportunity(account, { stageId: 4 });
      const won = await w.opportunity(account, { stageId: 7, stageType: 'won', closedOn: '2026-10-01' });
      const ahead = await w.visit(account, { plannedAt: new Date('2026-11-25T02:00:00Z') });
      const past = await w.visit(account, { plannedAt: new Date('2026-11-02T02:00:00Z'), status: 'completed' });
      const promise = await w.commitment(account);
      const person = await w.contact(account);
      const to = w.otherTeam.actor.personId;

      expect(await previewMove(w.director, [account.id])).toMatchObject({
        stages: [{ stageId: 4, count: 1 }],
        visits: 1,
        commitments: 1,
      });
      expect(await assignAccounts(w.director, move([account.id], [to]))).toEqual({
        ok: true,
        value: { accounts: 1, opportunities: 1, visits: 1 },
      });

      const [row] = await w.owner.select().from(accounts).where(eq(accounts.id, account.id));
      expect(row).toMatchObject({ ownerId: to, unitId: w.unit.team2.id, version: 2 });
      const team = await w.owner
        .select()
        .from(assignments)
        .where(eq(assignments.accountId, account.id))
        .orderBy(assignments.during);
      expect(team.map(({ ownerId, during }) => [ownerId, during])).toEqual([
        [w.manager.actor.personId, '[2026-01-01,2026-11-21)'],
        [to, '[2026-11-21,)'],
      ]);
      const deals = await w.owner.select().from(opportunities).where(eq(opportunities.accountId, account.id));
      const deal = (id: string) => deals.find((one) => one.id === id);
      expect(deal(open.id)).toMatchObject({ ownerId: to, unitId: w.unit.team2.id, stageId: 4 });
      expect(deal(won.id)).toMatchObject({ ownerId: w.manager.actor.personId, unitId: w.unit.team2.id });
      const plans = await w.owner.select().from(visits).where(eq(visits.accountId, account.id));
      expect(plans.find((one) => one.id === ahead.id)?.ownerId).toBe(to);
      expect(plans.find((one) => one.id === past.id)?.ownerId).toBe(w.manager.actor.personId);
      expect((await w.owner.select().from(contacts).where(eq(contacts.id, person.id)))[0]).toMatchObject({
        ownerId: to,
        unitId: w.unit.team2.id,
      });
      const [kept] = [
        ...(await w.owner.execute<{ owner_id: string }>(
          sql`select owner_id from commitments where id = ${promise.id}`,
        )),
      ];
      expect(kept?.owner_id).toBe(to);
      const changes = await w.owner
        .select()
        .from(opportunityChanges)
        .where(eq(opportunityChanges.opportunityId, open.id));
      expect(changes.map(({ kind, fromOwnerId, toOwnerId }) => [kind, fromOwnerId, toOwnerId])).toEqual([
        ['owner', w.manager.actor.personId, to],
      ]);
      const told = await w.owner.select().from(journal).where(eq(journal.subjectId, account.id)).orderBy(journal.id);
      expect(told.map(({ event }) => event)).toEqual(['account.assigned']);
      const [sums] = [
        ...(await w.owner.execute<{ n: number }>(
          sql`select sum(count)::int as n from opportunity_totals where owner_id = ${to} and unit_id = ${w.unit.team2.id}`,
        )),
      ];
      expect(sums?.n).toBe(1);
      expect(await findAccount(w.manager, account.id)).toBeNull();
      expect(await findAccount(w.otherTeam, account.id)).not.toBeNull();
    }));

  it('twice on one day leaves one primary', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      await assignAccounts(w.director, move([account.id], [w.colleague.actor.personId]));
      await assignAccounts(w.director, move([account.id], [w.otherTeam.actor.personId]));
      const team = await w.owner
        .select()
        .from(assignments)
        .where(eq(assignments.accountId, account.id))
        .orderBy(assignments.during);
      expect(team.map(({ ownerId, during }) => [ownerId, during])).toEqual([
        [w.manager.actor.personId, '[2026-01-01,2026-11-21)'],
        [w.otherTeam.actor.personId, '[2026-11-21,)'],
      ]);
    }));

  it('does what the preview showed, or says that it changed', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      const request = move([account.id], [w.colleague.actor.personId]);
      const plan = await planMove(w.lead, request);
      if (!plan.ok) throw new Error('no plan');
      await w.owner.execute(sql`update accounts set version = 9 where id = ${account.id}`);
      expect(await assignAccounts(w.lead, { ...request, seal: plan.value.seal })).toMatchObject({
        reason: 'assignment.changed_meanwhile',
      });
      const again = await planMove(w.lead, request);
      expect(again.ok && (await assignAccounts(w.lead, { ...request, seal: again.value.seal })).ok).toBe(true);
    }));

  it(
    'moves five hundred at once and loses none',
    () =>
      inWorld(async (w) => {
        const first = await w.account({ owner: w.manager });
        const rest = Array.from({ length: 499 }, (_, n) => ({ ...first, id: newId(), name: `客户${n}` }));
        await w.owner.insert(accounts).values(rest);
        await w.owner.insert(assignments).values(
          rest.map(({ tenantId, id, unitId, ownerId }) => ({
            tenantId,
            id: newId(),
            unitId,
            ownerId,
            accountId: id,
            role: 'primary' as const,
            during: '[2026-01-01,)',
          })),
        );
        const ids = [first, ...rest].map((account) => account.id);
        const to = [w.colleague.actor.personId, w.otherTeam.actor.personId];
        expect(await assignAccounts(w.director, move(ids, to))).toMatchObject({ ok: true, value: { accounts: 500 } });
        expect(await listAccountsOf(w.director, w.manager.actor.personId)).toEqual([]);
        expect([
          (await listAccountsOf(w.director, to[0]!)).length,
          (await listAccountsOf(w.director, to[1]!)).length,
        ]).toEqual([250, 250]);
      }),
    60_000,
  );

  it('is not for account managers, nor for others’ accounts or people, nor across companies', () =>
    inWorld(async (w) => {
      const mine = await w.account({ owner: w.manager });
      const theirs = await w.account({ owner: w.otherTeam });
      const colleague = w.colleague.actor.personId;
      expect(await thrown(assignAccounts(w.manager, move([mine.id], [colleague])))).toBe(403);
      expect(await thrown(assignAccounts(w.lead, move([theirs.id], [colleague])))).toBe(404);
      expect(await thrown(assignAccounts(w.lead, move([mine.id, theirs.id], [colleague])))).toBe(404);
      expect(await thrown(assignAccounts(w.strangerDirector, move([mine.id], [w.stranger.actor.personId])))).toBe(404);
      expect(await assignAccounts(w.lead, move([mine.id], [w.otherTeam.actor.personId]))).toMatchObject({
        fields: { toIds: 'assignment.not_assignable' },
      });
      expect(await assignAccounts(w.lead, move([mine.id], [w.employee.actor.personId]))).toMatchObject({ ok: false });
      expect(await assignAccounts(w.hq, move([mine.id], [w.stranger.actor.personId]))).toMatchObject({
        fields: { toIds: 'assignment.other_company' },
      });
      expect((await findAccount(w.manager, mine.id))?.version).toBe(1);
    }));

  it('gives nothing to somebody who has left', () =>
    inWorld(async (w) => {
      const gone = await w.person({ name: '离职', leftOn: '2026-11-20' });
      const account = await w.account({ owner: w.manager });
      expect(await assignAccounts(w.lead, move([account.id], [gone.actor.personId]))).toMatchObject({ ok: false });
    }));
});

describe('the account team', () => {
  const member = (personId: string, more = {}) => ({
    id: newId(),
    personId,
    role: 'solution' as const,
    from: '2026-11-21',
    to: null,
    reason: null,
    ...more,
  });

  it('opens the account to a member, and closes it again when the part ends', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      const added = member(w.otherTeam.actor.personId);
      expect((await addTeamMember(w.lead, account.id, added)).ok).toBe(true);
      expect((await addTeamMember(w.lead, account.id, added)).ok).toBe(true);
      expect(await findAccount(w.otherTeam, account.id)).not.toBeNull();
      expect(await addTeamMember(w.lead, account.id, member(w.otherTeam.actor.personId))).toMatchObject({
        fields: { personId: 'assignment.already_there' },
      });
      expect((await listTeam(w.otherTeam, account.id)).map(({ role, state }) => [role, state])).toEqual([
        ['primary', 'current'],
        ['solution', 'current'],
      ]);
      await w.owner.execute(sql`update assignments set during = '[2026-06-01,)' where id = ${added.id}`);
      expect((await endTeamMember(w.lead, account.id, added.id)).ok).toBe(true);
      expect((await listTeam(w.lead, account.id)).map(({ state }) => state)).toEqual(['current', 'past']);
    }));

  it('keeps somebody who answers for the account', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      const [primary] = await listTeam(w.lead, account.id);
      expect(await endTeamMember(w.lead, account.id, primary!.id)).toMatchObject({
        reason: 'assignment.primary_stays',
      });
    }));

  it('is made by leads, and unseen by strangers', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      expect(await thrown(addTeamMember(w.manager, account.id, member(w.colleague.actor.personId)))).toBe(403);
      expect(await thrown(addTeamMember(w.strangerDirector, account.id, member(w.stranger.actor.personId)))).toBe(404);
      expect(await listTeam(w.stranger, account.id)).toEqual([]);
    }));
});

describe('workload', () => {
  it('counts what each carries, within the reader’s units', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager, grade: 'A' });
      await w.account({ owner: w.manager, grade: 'C' });
      await w.opportunity(account);
      await w.visit(account, { plannedAt: new Date('2026-11-24T02:00:00Z') });
      await w.commitment(account, { dueOn: '2026-11-01' });
      const of = async (who: typeof w.lead) =>
        (await listWorkload(who, null, null)).rows.find((row) => row.id === w.manager.actor.personId);
      expect(await of(w.lead)).toMatchObject({
        grades: { A: 1, C: 1 },
        accounts: 2,
        openCount: 1,
        openFen: 10_000_000,
        visitsAhead: 1,
        overdueCommitments: 1,
      });
      expect(await of(w.strangerDirector)).toBeUndefined();
      expect((await listWorkload(w.manager, null, null)).rows).toEqual([]);
      expect(await listAccountsOf(w.strangerDirector, w.manager.actor.personId)).toEqual([]);
    }));

  it('names leavers who still have accounts', () =>
    inWorld(async (w) => {
      const gone = await w.person({ name: '离职', leftOn: '2026-11-20' });
      await w.account({ owner: gone });
      expect((await listLeavers(w.lead, null)).map((row) => row.name)).toEqual(['离职']);
      expect(await listLeavers(w.strangerDirector, null)).toEqual([]);
    }));
});
