import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import {
  assignments,
  certificateGoals,
  certificates,
  certificateTypes,
  offerings,
  opportunities,
} from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { assignLearning } from '~/features/certification/commands/assign.server';
import { addRequirement, dropRequirement, saveType } from '~/features/certification/commands/requirements.server';
import { requirementInput, typeInput } from '~/features/certification/input';
import { readLetter } from '~/features/certification/matrix';
import { listGaps, mostGaps, sumGaps } from '~/features/certification/queries/gaps.server';
import { getMatrix } from '~/features/certification/queries/matrix.server';
import { listMissing } from '~/features/certification/queries/needs.server';
import { getProfile } from '~/features/certification/queries/profile.server';
import { listRequirements } from '~/features/certification/queries/requirements.server';
import { inWorld, type World } from '../support/world';

const absent = { init: { status: 404 } };
const forbidden = { init: { status: 403 } };
const all = { unitIds: null, role: null, q: '' };
const company = (w: World) => w.trainer.actor.tenantId;

const kind = (w: World, code: string, position = 0) =>
  w.owner.insert(certificateTypes).values({
    ...{ tenantId: company(w), id: newId(), code, name: `${code} 证书`, family: 'product', months: 24, position },
  });
const asks = (who: Context, given: Record<string, unknown>) =>
  addRequirement(who, requirementInput.parse({ id: newId(), ...given }));
const give = (w: World, who: Context, code: string, validUntil: string | null) =>
  w.owner.insert(certificates).values({
    ...{ tenantId: who.actor.tenantId, id: newId(), number: newId(), personId: who.actor.personId, code },
    ...{ issuedOn: '2025-01-01', validUntil, source: 'exam' as const },
  });
async function standings(who: Context, w: World) {
  const { rows, columns } = await getMatrix(who, company(w), all);
  return Object.fromEntries(rows.map((row) => [row.name, columns.map((_, c) => readLetter(row.cells[c])).join(' ')]));
}
const offering = async (w: World, code: string | null, line: 'satellite' | 'mobile' = 'mobile') => {
  const [row] = await w.owner
    .insert(offerings)
    .values({ id: newId(), code: newId(), name: '5G 专网', line, certificateCode: code })
    .returning();
  return row!;
};

describe('requirements', () => {
  it('say who needs what: by role, by line sold, by grade served', () =>
    inWorld(async (w) => {
      await kind(w, 'A');
      await kind(w, '5G', 1);
      await kind(w, 'TOP', 2);
      expect(await asks(w.trainer, { role: 'account_manager', code: 'A' })).toMatchObject({ ok: true });
      await asks(w.admin, { role: 'account_manager', productLine: 'mobile', code: '5G' });
      await asks(w.trainer, { grade: 'A', code: 'TOP' });
      expect(await standings(w.trainer, w)).toEqual({
        王芳: 'not_begun not_needed not_needed',
        李晓梅: 'not_begun not_needed not_needed',
        陈静: 'not_begun not_needed not_needed',
      });
      const account = await w.account({ grade: 'A' });
      await w.opportunity(account, { offeringId: (await offering(w, null)).id });
      expect(await standings(w.trainer, w)).toMatchObject({ 王芳: 'not_begun not_begun not_begun' });
      expect(await listMissing(w.manager, w.manager.actor.personId)).toMatchObject([
        { code: 'A' },
        { code: '5G' },
        { code: 'TOP' },
      ]);
    }));

  it('are set once, by who keeps certificates, and dropped', () =>
    inWorld(async (w) => {
      await kind(w, 'A');
      const input = requirementInput.parse({ id: newId(), role: 'team_lead', code: 'A' });
      for (const who of [w.manager, w.lead, w.director])
        await expect(addRequirement(who, input)).rejects.toMatchObject(forbidden);
      for (let i = 0; i < 2; i += 1) expect(await addRequirement(w.trainer, input)).toMatchObject({ ok: true });
      expect(await asks(w.trainer, { role: 'team_lead', code: 'A' })).toMatchObject({ reason: 'requirement.known' });
      expect(await asks(w.trainer, { code: 'NONE' })).toMatchObject({ fields: { code: 'error.choose' } });
      expect(await asks(w.trainer, { code: 'A', level: '2' })).toMatchObject({ reason: 'certificate.no_such_level' });
      await expect(dropRequirement(w.strangerDirector, input.id)).rejects.toMatchObject(forbidden);
      for (let i = 0; i < 2; i += 1) expect(await dropRequirement(w.trainer, input.id)).toMatchObject({ ok: true });
      expect(await listRequirements(w.trainer, company(w))).toEqual([]);
    }));

  it('know types by a code that stays', () =>
    inWorld(async (w) => {
      const given = { id: newId(), code: 'pmp', name: '项目管理', family: 'skill', months: '36', version: '0' };
      await expect(saveType(w.lead, typeInput.parse(given))).rejects.toMatchObject(forbidden);
      for (let i = 0; i < 2; i += 1)
        expect(await saveType(w.trainer, typeInput.parse(given))).toMatchObject({ ok: true });
      expect(await saveType(w.trainer, typeInput.parse({ ...given, id: newId() }))).toMatchObject({
        fields: { code: 'certificate_type.known' },
      });
      expect(await saveType(w.trainer, typeInput.parse({ ...given, name: 'PMP', version: '1' }))).toMatchObject({
        ok: true,
      });
      expect(await saveType(w.trainer, typeInput.parse({ ...given, name: '旧', version: '1' }))).toMatchObject({
        reason: 'stale',
      });
      await expect(
        saveType(w.trainer, typeInput.parse({ ...given, code: 'OTHER', version: '2' })),
      ).rejects.toMatchObject(absent);
    }));
});

describe('the matrix', () => {
  it('shows each where they stand, to who looks after them', () =>
    inWorld(async (w) => {
      await kind(w, 'A');
      await asks(w.trainer, { role: 'account_manager', code: 'A' });
      await give(w, w.manager, 'A', '2026-12-01');
      await give(w, w.colleague, 'A', '2026-11-20');
      expect(await standings(w.trainer, w)).toEqual({ 王芳: 'expiring', 李晓梅: 'expired', 陈静: 'not_begun' });
      expect(await standings(w.lead, w)).toEqual({ 王芳: 'expiring', 李晓梅: 'expired' });
      expect(Object.keys(await standings(w.director, w))).toHaveLength(3);
      expect(await standings(w.strangerDirector, w)).toEqual({});
      await expect(getMatrix(w.manager, company(w), all)).rejects.toMatchObject(forbidden);
      const { figures, coverage } = await getMatrix(w.trainer, company(w), all);
      expect({ figures, coverage }).toMatchObject({ figures: { rate: 1 / 3, change: -33.3 }, coverage: [1 / 3] });
      await expect(getProfile(w.lead, w.otherTeam.actor.personId)).rejects.toMatchObject(absent);
      expect(await getProfile(w.lead, w.manager.actor.personId)).toMatchObject({
        name: '王芳',
        happened: [{ kind: 'issued' }],
      });
    }));

  it('sets many to learn, leaving out who holds it, and tells each', () =>
    inWorld(async (w) => {
      await kind(w, 'A');
      await give(w, w.colleague, 'A', null);
      const people = [w.manager, w.colleague, w.otherTeam, w.stranger].map(({ actor }) => actor.personId);
      const set = (who: Context, dueOn: string | null = '2026-12-10') =>
        assignLearning(who, { people, codes: ['A'], dueOn });
      await expect(set(w.manager)).rejects.toMatchObject(forbidden);
      expect(await set(w.trainer, '2026-11-01')).toMatchObject({ fields: { dueOn: 'assign.past' } });
      expect(await set(w.lead)).toMatchObject({ value: { n: 1 } }); // of the lead's own team
      expect(await set(w.trainer)).toMatchObject({ value: { n: 1 } }); // who is left
      expect(await set(w.trainer)).toMatchObject({ value: { n: 0 } });
      expect(await set(w.trainer, '2026-12-20')).toMatchObject({ value: { n: 2 } });
      expect(await w.owner.select().from(certificateGoals)).toHaveLength(2);
      expect(await listMissing(w.manager, people[0]!)).toMatchObject([{ code: 'A', dueOn: '2026-12-20' }]);
    }));
});

describe('what a missing certificate holds up', () => {
  it('is told with its worth until somebody of the team holds it', () =>
    inWorld(async (w) => {
      const [account, asking] = [await w.account(), await offering(w, '5G')];
      const deal = await w.opportunity(account, { offeringId: asking.id });
      await w.opportunity(account, { offeringId: (await offering(w, null)).id });
      const seen = async (who: Context) =>
        (await listGaps(who, company(w))).map(({ id, code, amountFen }) => ({ id, code, amountFen }));
      const one = [{ id: deal.id, code: '5G', amountFen: Number(deal.totalFen) }];
      expect(await seen(w.trainer)).toEqual(one);
      expect(await seen(w.lead)).toEqual(one);
      expect(await seen(w.strangerDirector)).toEqual([]);
      await expect(seen(w.manager)).rejects.toMatchObject(forbidden);
      await give(w, w.colleague, '5G', '2026-11-21');
      expect(await seen(w.trainer)).toEqual(one); // not on the team
      const { tenantId, unitId, id: accountId } = account;
      await w.owner.insert(assignments).values({
        ...{ tenantId, id: newId(), unitId, ownerId: w.colleague.actor.personId, accountId },
        ...{ role: 'solution' as const, during: '[2026-01-01,)' },
      });
      expect(await seen(w.trainer)).toEqual([]);
    }));
});

describe('what many missing certificates hold up', () => {
  it('is summed beyond what is listed, each deal once in all, and of nobody else’s company', () =>
    inWorld(async (w) => {
      const [account, one, other] = [await w.account(), await offering(w, 'A'), await offering(w, 'B')];
      const {
        id: _id,
        totalFen: _total,
        ...deal
      } = await w.opportunity(account, { offeringId: one.id, oneOffFen: 100 });
      const many = Array.from({ length: mostGaps + 20 }, () => ({ ...deal, id: newId() }));
      await w.owner.insert(opportunities).values(many);
      await w.opportunity(account, { offeringId: other.id, oneOffFen: 7 });
      expect(await listGaps(w.trainer, company(w))).toHaveLength(mostGaps);
      expect(await listGaps(w.trainer, company(w), { code: 'B' })).toMatchObject([{ amountFen: 7 }]);
      expect(await listGaps(w.trainer, company(w), { ownerId: w.colleague.actor.personId })).toEqual([]);
      expect(await listGaps(w.trainer, company(w), { ownerId: 'nobody' })).toEqual([]);
      const [n, fen] = [many.length + 1, (many.length + 1) * 100];
      const sums = { total: { count: n + 1, fen: fen + 7 }, byCode: { A: { count: n, fen }, B: { count: 1, fen: 7 } } };
      expect(await sumGaps(w.trainer, company(w))).toEqual(sums);
      expect(await sumGaps(w.director, company(w))).toEqual(sums);
      const none = { total: { count: 0, fen: 0 }, byCode: {} };
      expect(await sumGaps(w.strangerDirector, company(w))).toEqual(none);
      expect(await listGaps(w.strangerDirector, company(w))).toEqual([]);
      await expect(sumGaps(w.manager, company(w))).rejects.toMatchObject(forbidden);
    }));
});

describe('the facts behind the matrix', () => {
  it('are of nobody the asker does not look after', () =>
    inWorld(async (w) => {
      await kind(w, 'A');
      await asks(w.trainer, { role: 'account_manager', code: 'A' });
      await give(w, w.otherTeam, 'A', '2026-12-01');
      const asked = async (who: Context) => {
        const people = [w.manager, w.otherTeam, w.stranger].map(({ actor }) => actor.personId);
        const rows = await who.db.execute<{ person_id: string; held: string | null; had: number }>(sql`
          select * from app.certificate_facts(${company(w)}, ${`{${people}}`}::uuid[], array['A'], '2026-11-21'::date)`);
        return [...rows]
          .map(({ person_id, held, had }) => ({ at: people.indexOf(person_id), held, had }))
          .sort((a, b) => a.at - b.at);
      };
      const [manager, otherTeam] = [
        { at: 0, held: null, had: 0 },
        { at: 1, held: '0,1,10', had: 1 },
      ];
      expect(await asked(w.trainer)).toEqual([manager, otherTeam]);
      expect(await asked(w.director)).toEqual([manager, otherTeam]);
      expect(await asked(w.lead)).toEqual([manager]);
      for (const who of [w.stranger, w.strangerDirector, w.manager, w.employee]) expect(await asked(who)).toEqual([]);
      await expect(
        w.director.db.execute(sql`select * from app.blocked_deals(${company(w)}, '2026-11-21'::date)`),
      ).rejects.toThrow();
    }));
});
