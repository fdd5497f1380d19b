import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { certificates, certificatesHeld, certificateTypes, notices, people } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { issueByExam } from '~/features/certification/commands/issue.server';
import { revokeCertificate } from '~/features/certification/commands/revoke.server';
import { getCertificate, listCertificatesOf } from '~/features/certification/queries/certificate.server';
import { listTypes } from '~/features/certification/queries/certificate-types.server';
import { clock } from '../support/rollback';
import { inWorld, type World } from '../support/world';

const absent = { init: { status: 404 } };
const forbidden = { init: { status: 403 } };

const kind = (w: World, given: Partial<typeof certificateTypes.$inferInsert> = {}) =>
  w.owner
    .insert(certificateTypes)
    .values({
      ...{ tenantId: w.manager.actor.tenantId, id: newId(), code: 'SD-WAN', name: 'SD-WAN 组网', family: 'product' },
      ...{ months: 12, ...given },
    })
    .returning();
/** Stands in for training: every sitting was passed. */
const passAll = (w: World) =>
  w.owner.execute(sql`create or replace function app.passed_exam(company integer, sitting uuid, person uuid, type_code text)
    returns boolean language sql stable as 'select true'`);
const pass = (ctx: Context, given: { sittingId?: string; typeCode?: string; level?: number; of?: Context } = {}) => {
  const { of = ctx, ...rest } = given;
  return issueByExam(ctx, { personId: of.actor.personId, typeCode: 'SD-WAN', sittingId: newId(), ...rest });
};

describe('certificates by exam', () => {
  it('are issued once a sitting, and only when it was passed', () =>
    inWorld(async (w) => {
      await kind(w);
      await w.owner.execute(sql`savepoint before`);
      await expect(pass(w.manager)).rejects.toThrow();
      await w.owner.execute(sql`rollback to savepoint before`);
      await passAll(w);
      const sittingId = newId();
      const first = await pass(w.manager, { sittingId });
      expect(first).toMatchObject({ ok: true, value: { level: 1, validUntil: '2027-11-20' } });
      expect(await pass(w.manager, { sittingId })).toEqual(first);
      expect(await listCertificatesOf(w.manager, w.manager.actor.personId)).toMatchObject([
        { code: 'SD-WAN', name: 'SD-WAN 组网', isCurrent: true, source: 'exam' },
      ]);
      const [held] = await w.owner.select().from(certificatesHeld);
      expect(held).toMatchObject({ code: 'SD-WAN', level: 1, validUntil: '2027-11-20' });
      // a later sitting is a certificate of its own, and what is held stays one
      await pass(w.manager, { typeCode: 'SD-WAN' });
      expect(await listCertificatesOf(w.manager, w.manager.actor.personId)).toHaveLength(2);
      expect(await w.owner.select().from(certificatesHeld)).toMatchObject([
        { id: held!.id, createdAt: held!.createdAt },
      ]);
    }));

  it('ask for what comes first', () =>
    inWorld(async (w) => {
      await passAll(w);
      await kind(w, { topLevel: 2, roleMonths: 6 });
      await kind(w, { code: 'OLD', isRetired: true });
      await kind(w, { code: 'TAUGHT', courseCode: 'C-1' });
      expect(await pass(w.manager, { typeCode: 'NONE' })).toMatchObject({ ok: false, reason: 'certificate.no_type' });
      expect(await pass(w.manager, { typeCode: 'OLD' })).toMatchObject({ ok: false, reason: 'certificate.retired' });
      expect(await pass(w.manager, { typeCode: 'TAUGHT' })).toMatchObject({ reason: 'certificate.course_missing' });
      expect(await pass(w.manager)).toMatchObject({ ok: false, reason: 'certificate.too_new' });
      await w.owner.update(people).set({ joinedOn: '2025-01-01' }).where(eq(people.id, w.manager.actor.personId));
      expect(await pass(w.manager, { level: 2 })).toMatchObject({ reason: 'certificate.level_below' });
      expect(await pass(w.manager)).toMatchObject({ ok: true, value: { level: 1 } });
      expect(await pass(w.manager, { level: 2 })).toMatchObject({ ok: true, value: { level: 2 } });
      expect(await pass(w.manager, { level: 3 })).toMatchObject({ reason: 'certificate.no_such_level' });
      await w.owner.update(people).set({ leftOn: '2026-11-20' }).where(eq(people.id, w.colleague.actor.personId));
      expect(await pass(w.trainer, { of: w.colleague })).toMatchObject({ reason: 'certificate.has_left' });
    }));

  it('are nothing to a stranger', () =>
    inWorld(async (w) => {
      await kind(w);
      await passAll(w);
      const made = await pass(w.manager);
      const id = made.ok ? made.value.id : '';
      expect(await listTypes(w.stranger)).toEqual([]);
      expect(await listCertificatesOf(w.stranger, w.manager.actor.personId)).toEqual([]);
      await expect(getCertificate(w.stranger, id)).rejects.toMatchObject(absent);
      await expect(pass(w.stranger, { of: w.manager })).rejects.toMatchObject(forbidden);
      expect(await getCertificate(w.colleague, id)).toMatchObject({ person: '王芳', number: expect.any(String) });
    }));

  it('are nothing to an agent of a partner, but for their own, at both walls', () =>
    inWorld(async (w) => {
      await kind(w);
      await passAll(w);
      const agent = await w.person({ role: 'partner_agent', name: '代理商' });
      const [theirs, own] = [await pass(w.manager), await pass(w.trainer, { of: agent })];
      if (!theirs.ok || !own.ok) throw new Error('not issued');
      await expect(getCertificate(agent, theirs.value.id)).rejects.toMatchObject(absent);
      expect(await getCertificate(agent, own.value.id)).toMatchObject({ person: '代理商' });
      const mine = [{ personId: agent.actor.personId }];
      expect(await agent.db.select({ personId: certificates.personId }).from(certificates)).toEqual(mine);
      expect(await agent.db.select({ personId: certificatesHeld.personId }).from(certificatesHeld)).toEqual(mine);
    }));
});

describe('revoking', () => {
  it('takes effect at once, once, and not by oneself', () =>
    inWorld(async (w) => {
      await kind(w);
      await passAll(w);
      const made = await pass(w.manager);
      const mine = await pass(w.trainer);
      if (!made.ok || !mine.ok) throw new Error('not issued');
      const { id, number } = made.value;
      await expect(revokeCertificate(w.lead, id, '代考')).rejects.toMatchObject(forbidden);
      await expect(revokeCertificate(w.strangerDirector, id, '代考')).rejects.toMatchObject(forbidden);
      expect(await revokeCertificate(w.trainer, mine.value.id, '代考')).toMatchObject({ reason: 'certificate.own' });
      for (let i = 0; i < 2; i += 1) expect(await revokeCertificate(w.trainer, id, '代考')).toMatchObject({ ok: true });
      expect(await revokeCertificate(w.admin, id, '重复')).toMatchObject({ reason: 'certificate.revoked_already' });
      expect(await w.owner.select().from(certificatesHeld)).toMatchObject([{ personId: w.trainer.actor.personId }]);
      const [seen] = await w.owner.execute(sql`select * from app.verify_certificate(${number})`);
      expect(seen).toMatchObject({ person: '王芳', is_revoked: true, has_left: false });
    }));

  it('gives back what counted before', () =>
    inWorld(async (w) => {
      await kind(w);
      await passAll(w);
      const first = await pass(w.manager);
      await w.owner.update(certificateTypes).set({ months: 24 });
      const second = await pass(w.manager);
      if (!first.ok || !second.ok) throw new Error('not issued');
      expect(await w.owner.select().from(certificatesHeld)).toMatchObject([{ certificateId: second.value.id }]);
      await revokeCertificate(w.trainer, second.value.id, '成绩有误');
      expect(await w.owner.select().from(certificatesHeld)).toMatchObject([{ certificateId: first.value.id }]);
    }));
});

describe('the open door', () => {
  it('says who has left, and knows nothing of other numbers', () =>
    inWorld(async (w) => {
      await kind(w);
      await passAll(w);
      const made = await pass(w.manager);
      const number = made.ok ? made.value.number : '';
      await w.owner.update(people).set({ leftOn: '2026-11-01' }).where(eq(people.id, w.manager.actor.personId));
      const [seen] = await w.owner.execute<{ has_left: boolean }>(sql`select * from app.verify_certificate(${number})`);
      expect(seen).toMatchObject({ name: 'SD-WAN 组网', level: 1, valid_until: '2027-11-20', is_revoked: false });
      expect(Object.keys(seen ?? {})).toHaveLength(7);
      expect([...(await w.owner.execute(sql`select * from app.verify_certificate('JK-2611-AAAA-AAAA-AAAA')`))]).toEqual(
        [],
      );
    }));
});

describe('warnings', () => {
  it('tell holder, lead and trainer once a span', () =>
    inWorld(async (w) => {
      const { tenantId, personId } = w.manager.actor;
      const ending = (validUntil: string, code: string) =>
        w.owner.insert(certificates).values({
          ...{ tenantId, id: newId(), number: newId(), personId, code, issuedOn: '2025-01-01', validUntil },
          source: 'exam' as const,
        });
      await ending('2026-12-21', 'A'); // in 30 days
      await ending('2027-02-20', 'B'); // in 91
      await ending('2026-11-20', 'C'); // over
      const warn = async (day: string) => {
        const at = clock.toISOString();
        const [row] = await w.owner.execute<{ n: number }>(
          sql`select app.add_certificate_notices(${day}::date, ${at}::timestamptz) as n`,
        );
        return Number(row?.n);
      };
      expect(await warn('2026-11-21')).toBe(3);
      expect(await warn('2026-11-22')).toBe(3); // B is 90 days away now
      expect(await warn('2026-11-22')).toBe(0);
      expect(await warn('2026-12-15')).toBe(3); // A within a week
      const told = await w.owner.select().from(notices).where(eq(notices.kind, 'certificate_ending'));
      expect(new Set(told.map((one) => one.personId))).toEqual(
        new Set([personId, w.lead.actor.personId, w.trainer.actor.personId]),
      );
      await w.owner.update(people).set({ leftOn: '2026-12-01' }).where(eq(people.id, personId));
      expect(await warn('2027-02-15')).toBe(0); // a leaver's need not be renewed
    }));
});
