import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { assignments, journal, visitAttendees, visits } from '#drizzle/schema';
import { newId } from '~/core/ids';
import { checkInput } from '~/core/input.server';
import { createVisit } from '~/features/visits/commands/plan.server';
import { newVisitInput, type PlanInput } from '~/features/visits/input';
import { listWeek } from '~/features/visits/queries/day.server';
import { listVisitOwnerOptions } from '~/features/visits/queries/owners.server';
import { inWorld } from '../support/world';

const planFor = (accountId: string, ownerId: string, more: Record<string, unknown> = {}) => {
  const given = {
    id: newId(),
    mode: 'plan',
    accountId,
    ownerId,
    type: 'routine',
    channel: 'onsite',
    purpose: '方案交流',
    plannedAt: '2026-11-24T10:30',
    plannedMinutes: '60',
    ...more,
  };
  const input = checkInput(given, newVisitInput);
  if (!input.ok) throw new Error(JSON.stringify(input));
  return input.value as PlanInput;
};

describe('a visit planned for somebody else', () => {
  it('stands in their plan, and the journal says who planned it; sent twice it exists once', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const { personId } = w.manager.actor;
      const input = planFor(account.id, personId, { personIds: [personId, w.lead.actor.personId] });
      for (let i = 0; i < 2; i++) expect(await createVisit(w.lead, input)).toMatchObject({ ok: true });
      const [visit] = await w.owner.select().from(visits).where(eq(visits.id, input.id));
      expect(visit).toMatchObject({ ownerId: personId, unitId: account.unitId });
      expect(await listWeek(w.manager, '2026-11-24')).toMatchObject([{ id: input.id }]);
      // who goes is not company for themselves
      const company = await w.owner.select().from(visitAttendees).where(eq(visitAttendees.visitId, input.id));
      expect(company.map((one) => one.personId)).toEqual([w.lead.actor.personId]);
      expect(
        await w.owner.select().from(journal).where(eq(journal.subjectId, input.id)).orderBy(journal.id),
      ).toMatchObject([
        { event: 'visit.planned', actorId: w.lead.actor.personId, ownerId: personId, after: { ownerId: personId } },
        { event: 'visit.joined', after: { personIds: [w.lead.actor.personId] } },
      ]);
    }));

  it('is offered for those of the units led who see the account, and for nobody else', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const left = await w.person({ name: '已离职', leftOn: '2026-01-31' });
      await w.owner.insert(assignments).values({
        tenantId: account.tenantId,
        id: newId(),
        unitId: account.unitId,
        ownerId: left.actor.personId,
        accountId: account.id,
        role: 'backup',
        during: '[2026-01-01,)',
      });
      const names = async (who: typeof w.lead) => (await listVisitOwnerOptions(who, account)).map(({ name }) => name);
      expect(await names(w.lead)).toEqual(['王芳']);
      expect((await names(w.director)).sort()).toEqual(['刘洋', '王芳'].sort());
      for (const who of [w.manager, w.colleague, w.otherTeam, w.stranger, w.strangerDirector, w.trainer, w.employee])
        expect(await names(who)).toEqual([]);
      for (const ownerId of [w.colleague, w.otherTeam, w.stranger, w.director, left].map((who) => who.actor.personId)) {
        const refusal = { ok: false, fields: { ownerId: 'visit.owner_unknown' } };
        expect(await createVisit(w.lead, planFor(account.id, ownerId))).toMatchObject(refusal);
      }
      expect(await w.owner.select().from(visits).where(eq(visits.accountId, account.id))).toHaveLength(0);
    }));

  it('is not for those who lead nobody, nor at accounts out of sight', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const forbidden = { init: { status: 403 } };
      await expect(createVisit(w.manager, planFor(account.id, w.lead.actor.personId))).rejects.toMatchObject(forbidden);
      await expect(createVisit(w.trainer, planFor(account.id, w.manager.actor.personId))).rejects.toMatchObject(
        forbidden,
      );
      for (const who of [w.strangerDirector, w.stranger])
        expect(await createVisit(who, planFor(account.id, w.manager.actor.personId))).toMatchObject({
          fields: { accountId: 'visit.account_unknown' },
        });
      const own = planFor(account.id, w.manager.actor.personId);
      expect(await createVisit(w.manager, own)).toMatchObject({ ok: true });
    }));
});

describe('the week of one person', () => {
  it('is seen by those who lead, and empty to a stranger', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const visit = await w.visit(account, { plannedAt: new Date('2026-11-18T02:00:00Z') });
      await w.visit(account, { plannedAt: new Date('2026-11-25T02:00:00Z') });
      const { personId } = w.manager.actor;
      for (const who of [w.manager, w.lead, w.director, w.hq])
        expect((await listWeek(who, '2026-11-21', personId)).map(({ id }) => id)).toEqual([visit.id]);
      for (const who of [w.colleague, w.otherTeam, w.stranger, w.strangerDirector, w.employee])
        expect(await listWeek(who, '2026-11-21', personId)).toEqual([]);
    }));
});
