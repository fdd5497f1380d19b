import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { certificatesHeld, certificateTypes } from '#drizzle/schema';
import { newId } from '~/core/ids';
import { decideEvidence, proposeEvidence } from '~/features/certification/commands/evidence.server';
import { evidenceInput } from '~/features/certification/input';
import { listCertificatesOf } from '~/features/certification/queries/certificate.server';
import { getEvidence, listWaiting } from '~/features/certification/queries/evidence.server';
import { inWorld, type World } from '../support/world';

const absent = { init: { status: 404 } };
const forbidden = { init: { status: 403 } };
const typed = (given: Record<string, unknown> = {}) =>
  evidenceInput.parse({
    id: newId(),
    code: 'pmp',
    issuedOn: '2026-06-01',
    issuedBy: 'PMI',
    note: '原件已核',
    ...given,
  });
const kind = (w: World) =>
  w.owner.insert(certificateTypes).values({
    ...{ tenantId: w.manager.actor.tenantId, id: newId(), code: 'PMP', name: '项目管理', family: 'skill', months: 36 },
  });
const accept = { verdict: 'accept' as const, decision: null };
const refuse = { verdict: 'refuse' as const, decision: '看不清' };

describe('evidence', () => {
  it('is looked at by a second pair of eyes, once', () =>
    inWorld(async (w) => {
      await kind(w);
      const who = w.manager.actor.personId;
      const input = typed();
      for (let i = 0; i < 2; i += 1)
        expect(await proposeEvidence(w.lead, who, input)).toEqual({ ok: true, value: { id: input.id } });
      expect(await proposeEvidence(w.trainer, who, typed())).toMatchObject({ reason: 'proof.waiting_already' });
      expect(await listWaiting(w.trainer)).toMatchObject([
        { person: '王芳', proposer: '刘洋', validUntil: '2029-05-31' },
      ]);
      expect(await decideEvidence(w.lead, input.id, accept)).toMatchObject({ reason: 'proof.second_pair' });
      expect(await decideEvidence(w.manager, input.id, accept)).toMatchObject({ reason: 'certificate.own' });
      await expect(decideEvidence(w.colleague, input.id, accept)).rejects.toMatchObject(absent);
      await expect(decideEvidence(w.stranger, input.id, accept)).rejects.toMatchObject(absent);
      await expect(decideEvidence(w.strangerDirector, input.id, accept)).rejects.toMatchObject(absent);
      for (let i = 0; i < 2; i += 1)
        expect(await decideEvidence(w.trainer, input.id, accept)).toMatchObject({ ok: true });
      expect(await decideEvidence(w.admin, input.id, refuse)).toMatchObject({ reason: 'proof.decided_already' });
      expect(await listCertificatesOf(w.manager, who)).toMatchObject([
        { code: 'PMP', issuedBy: 'PMI', validUntil: '2029-05-31', source: 'evidence', isCurrent: true },
      ]);
    }));

  it('refused leaves nothing behind but why', () =>
    inWorld(async (w) => {
      await kind(w);
      const input = typed();
      await proposeEvidence(w.manager, w.manager.actor.personId, input);
      expect(await decideEvidence(w.director, input.id, { verdict: 'refuse', decision: null })).toMatchObject({
        fields: { decision: 'error.required' },
      });
      expect(await decideEvidence(w.director, input.id, refuse)).toMatchObject({ ok: true });
      expect(await getEvidence(w.manager, input.id)).toMatchObject({ isAccepted: false, decision: '看不清' });
      expect(await w.owner.select().from(certificatesHeld)).toEqual([]);
      expect(await proposeEvidence(w.manager, w.manager.actor.personId, typed())).toMatchObject({ ok: true });
    }));

  it('is handed in for oneself or for whom one looks after', () =>
    inWorld(async (w) => {
      await kind(w);
      const who = w.manager.actor.personId;
      await expect(proposeEvidence(w.colleague, who, typed())).rejects.toMatchObject(forbidden);
      await expect(proposeEvidence(w.stranger, who, typed())).rejects.toMatchObject(absent);
      expect(await proposeEvidence(w.lead, w.otherTeam.actor.personId, typed()).catch((e) => e)).toMatchObject(
        forbidden,
      );
    }));

  it('must show something that can still count', () =>
    inWorld(async (w) => {
      await kind(w);
      const propose = (given: Record<string, unknown>) =>
        proposeEvidence(w.trainer, w.manager.actor.personId, typed(given));
      expect(await propose({ code: 'NONE' })).toMatchObject({ fields: { code: 'error.choose' } });
      expect(await propose({ issuedOn: '2026-11-22' })).toMatchObject({ fields: { issuedOn: 'proof.not_yet' } });
      expect(await propose({ issuedOn: '2020-01-01' })).toMatchObject({ fields: { validUntil: 'proof.over' } });
      expect(await propose({ validUntil: '2026-11-20' })).toMatchObject({ fields: { validUntil: 'proof.over' } });
      expect(await propose({ note: '' })).toMatchObject({ fields: { note: 'proof.nothing_shown' } });
      expect(await propose({ level: '2' })).toMatchObject({ reason: 'certificate.no_such_level' });
      expect(
        evidenceInput.safeParse({ id: newId(), code: 'PMP', issuedOn: '2026-06-01', validUntil: '2026-05-01' }).success,
      ).toBe(false);
    }));

  it('cannot be got round in the database', () =>
    inWorld(async (w) => {
      await kind(w);
      const input = typed();
      const { tenantId, personId } = w.manager.actor;
      await proposeEvidence(w.trainer, personId, input);
      const attempt = async (who: typeof w.trainer, statement: ReturnType<typeof sql>) => {
        await w.owner.execute(sql`savepoint attempt`);
        const code = await who.db.execute(statement).then(
          (rows) => `allowed ${[...rows].length}`,
          (error) => (error.cause ?? error).code,
        );
        await w.owner.execute(sql`rollback to savepoint attempt`);
        return code;
      };
      const decided = (by: string) =>
        sql`update certificate_evidence set is_accepted = true, decided_by = ${by}::uuid, decided_at = now() returning id`;
      expect(await attempt(w.trainer, decided(w.trainer.actor.personId))).toBe('23514');
      expect(await attempt(w.trainer, decided(w.lead.actor.personId))).toBe('42501');
      expect(await attempt(w.manager, decided(personId))).toBe('allowed 0');
      const insert = sql`insert into certificates (tenant_id, id, number, person_id, code, issued_on, source, evidence_id, created_by)
        values (${tenantId}, gen_random_uuid(), 'X', ${personId}::uuid, 'PMP', '2026-01-01', 'evidence', ${input.id}::uuid, ${w.lead.actor.personId}::uuid)`;
      expect(await attempt(w.lead, insert)).toBe('42501');
      expect(
        await attempt(
          w.lead,
          sql`insert into certificates_held (tenant_id, id, person_id, code) values (${tenantId}, gen_random_uuid(), ${personId}::uuid, 'PMP')`,
        ),
      ).toBe('42501');
      await decideEvidence(w.lead, input.id, accept);
      expect(await attempt(w.lead, decided(w.lead.actor.personId))).toBe('allowed 0');
      expect(await attempt(w.trainer, sql`update certificates set valid_until = null`)).toBe('42501');
      expect(await attempt(w.trainer, sql`delete from certificates`)).toBe('42501');
    }));
});
