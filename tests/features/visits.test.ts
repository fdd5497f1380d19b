import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { accounts, commitments, needs, opportunities, visitAttendees, visits } from '#drizzle/schema';
import { newId } from '~/core/ids';
import { checkInput } from '~/core/input.server';
import { cancelVisit, editVisit } from '~/features/visits/commands/change.server';
import { completeVisit } from '~/features/visits/commands/complete.server';
import { moveVisit } from '~/features/visits/commands/move.server';
import { createVisit } from '~/features/visits/commands/plan.server';
import { deleteVisit, restoreVisit } from '~/features/visits/commands/remove.server';
import { startVisit } from '~/features/visits/commands/start.server';
import { completeInput, editInput } from '~/features/visits/input';
import { whenPlanned } from '~/features/visits/queries/clashes.server';
import { getVisit, listAttendees, listVisitHistory } from '~/features/visits/queries/detail.server';
import { eventsOf, logOf, outcome, parse, planOf, rowOf } from '../support/visit-inputs';
import { inWorld } from '../support/world';

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
      expect(await eventsOf(w, input.id)).toEqual(['visit.planned', 'visit.joined']);
      expect((await rowOf(w, input.id)).plannedAt.toISOString()).toBe('2026-11-24T02:30:00.000Z');
    }));

  it('allows a time that is past or taken, and says so', () =>
    inWorld(async (w) => {
      const account = await w.account({ name: '钱江水务' });
      const first = planOf(account.id, { plannedAt: '2026-11-24T10:00' });
      const late = planOf(account.id, { plannedAt: '2026-11-24T10:30' });
      const past = planOf(account.id, { plannedAt: '2026-11-20T10:00' });
      for (const input of [first, late, past]) expect(await createVisit(w.manager, input)).toMatchObject({ ok: true });
      const clashes = [{ id: first.id, accountName: '钱江水务' }];
      expect(await whenPlanned(w.manager, late)).toMatchObject({ isPast: false, clashes });
      expect(await whenPlanned(w.manager, past)).toMatchObject({ isPast: true, clashes: [] });
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
      expect(await startVisit(w.manager, visit.id, { version: 1, position })).toMatchObject({ ok: true });
      expect(await startVisit(w.manager, visit.id, { version: 1, position })).toMatchObject({ ok: true });
      expect(await rowOf(w, visit.id)).toMatchObject({ status: 'in_progress', distanceMetres: 67, version: 2 });
      const input = outcome({ version: '2', contactIds: [contact.id], startedAt: '2026-11-21T09:00' });
      expect(await completeVisit(w.manager, visit.id, input)).toMatchObject({ ok: true });
      expect(await completeVisit(w.manager, visit.id, input)).toMatchObject({ ok: true });
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
