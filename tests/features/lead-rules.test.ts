import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { enquiryForms, leads } from '#drizzle/schema';
import { newId } from '~/core/ids';
import { closeForm, openForm } from '~/features/leads/commands/forms.server';
import { moveRule, saveRule, setLimits } from '~/features/leads/commands/policy.server';
import { readLead } from '~/features/leads/commands/receive.server';
import { listForms } from '~/features/leads/queries/forms.server';
import { getLeadPolicy, tryRules } from '~/features/leads/queries/policy.server';
import { clock } from '../support/rollback';
import { inWorld, type World } from '../support/world';

const absent = { init: { status: 404 } };
const forbidden = { init: { status: 403 } };
const limits = { acceptHours: 4, pickLimit: 2, coolDownHours: 12, capacity: 5 };
const any = { regionCode: null, industry: null, line: null, source: null, personId: null, ruleId: null };

describe('the rules of a company', () => {
  it('are added, ordered and removed by who administers it', () =>
    inWorld(async (w) => {
      const zj = w.unit.zj.tenantId;
      const rule = (version: number, given = {}) =>
        saveRule(w.admin, zj, { ...any, version, unitId: w.unit.team.id, ...given });
      expect(await rule(0)).toMatchObject({ ok: true, value: { version: 1 } });
      expect(await rule(1, { unitId: w.unit.team2.id, line: 'satellite' })).toMatchObject({ ok: true });
      const [first, second] = (await getLeadPolicy(w.admin, zj)).policy.rules;
      expect(await moveRule(w.admin, zj, { version: 2, ruleId: second!.id, way: 'up' })).toMatchObject({ ok: true });
      const ids = async () => (await getLeadPolicy(w.manager, zj)).policy.rules.map((one) => one.id);
      expect(await ids()).toEqual([second!.id, first!.id]);
      expect(await rule(3, { ruleId: first!.id, source: 'web' })).toMatchObject({ ok: true });
      expect(await moveRule(w.admin, zj, { version: 4, ruleId: second!.id, way: 'remove' })).toMatchObject({
        ok: true,
      });
      expect(await ids()).toEqual([first!.id]);
      expect(await setLimits(w.admin, zj, { ...limits, version: 5 })).toMatchObject({ ok: true });
      expect(await setLimits(w.admin, zj, { ...limits, version: 5 })).toMatchObject({ reason: 'stale' });
      expect((await getLeadPolicy(w.admin, zj)).policy).toMatchObject({ ...limits, rules: [{ source: 'web' }] });
    }));

  it('name units and sellers of that company only, and are nobody else’s to write', () =>
    inWorld(async (w) => {
      const zj = w.unit.zj.tenantId;
      const input = { ...any, version: 0, unitId: w.unit.team.id };
      expect(await saveRule(w.admin, zj, { ...input, unitId: w.unit.gdTeam.id })).toMatchObject({
        fields: { unitId: 'error.choose' },
      });
      const elsewhere = { ...input, personId: w.otherTeam.actor.personId };
      expect(await saveRule(w.admin, zj, elsewhere)).toMatchObject({
        fields: { personId: 'lead_rule.person_elsewhere' },
      });
      for (const ctx of [w.manager, w.lead, w.director, w.hq, w.employee, w.strangerDirector])
        await expect(saveRule(ctx, zj, input)).rejects.toMatchObject(forbidden);
      await expect(saveRule(w.admin, w.unit.gd.tenantId, input)).rejects.toMatchObject(absent);
      await expect(moveRule(w.admin, zj, { version: 0, ruleId: newId(), way: 'up' })).rejects.toMatchObject(absent);
    }));

  it('can be tried without anything being written', () =>
    inWorld(async (w) => {
      const zj = w.unit.zj.tenantId;
      await saveRule(w.admin, zj, { ...any, version: 0, unitId: w.unit.team2.id, regionCode: '330000' });
      const { policy } = await getLeadPolicy(w.admin, zj);
      const lead = { regionCode: '330100', industry: null, line: null, source: 'employee' };
      expect(await tryRules(w.admin, zj, policy, lead, w.unit.zj.id)).toEqual({
        place: 1,
        unitId: w.unit.team2.id,
        name: '陈静',
      });
      const far = { ...lead, regionCode: '440000' };
      expect(await tryRules(w.admin, zj, policy, far, w.unit.zj.id)).toEqual({
        place: null,
        unitId: w.unit.zj.id,
        name: null,
      });
      expect(await tryRules(w.admin, zj, { ...policy, capacity: 0 }, lead, w.unit.zj.id)).toMatchObject({
        place: 1,
        name: null,
      });
      expect(await w.owner.select().from(leads).where(eq(leads.tenantId, zj))).toEqual([]);
    }));
});

describe('a public form', () => {
  const enquire = (w: World, token: string, company = '西湖大酒店') => {
    const lead = readLead({ company, contactName: '李', phone: '13800138001', need: '专线' });
    if (!lead.ok) throw new Error(lead.reason);
    const { given, reading, digits } = lead.value;
    return w.owner.execute<{ done: boolean }>(
      sql`select app.enquire(${token}, ${newId()}::uuid, ${given}::jsonb, ${reading}, ${digits}, ${clock.toISOString()}::timestamptz) as done`,
    );
  };

  it('brings leads to its unit until it is ended, with its name as the campaign, and nobody’s other source', () =>
    inWorld(async (w) => {
      const input = { id: newId(), name: '开放日', unitId: w.unit.hangzhou.id, source: 'campaign' as const };
      expect(await openForm(w.admin, input)).toMatchObject({ ok: true });
      expect(await openForm(w.admin, input)).toMatchObject({ ok: true });
      const [form] = await listForms(w.admin, w.unit.zj.tenantId);
      expect(form).toMatchObject({ name: '开放日', leads: 0, unitName: '杭州分公司' });
      expect([...(await enquire(w, form!.token))][0]?.done).toBe(true);
      const [row] = await w.owner.select().from(leads).where(eq(leads.formId, form!.id));
      expect(row).toMatchObject({
        source: 'campaign',
        campaign: '开放日',
        unitId: w.unit.hangzhou.id,
        referrerId: null,
        state: 'new',
      });
      expect((await listForms(w.admin, w.unit.zj.tenantId))[0]?.leads).toBe(1);
      expect(await closeForm(w.admin, form!.id)).toMatchObject({ ok: true });
      expect(await closeForm(w.admin, form!.id)).toMatchObject({ ok: true });
      expect([...(await enquire(w, form!.token, '另一家酒店'))][0]?.done).toBe(false);
      expect([...(await enquire(w, 'x'.repeat(20)))][0]?.done).toBe(false);
    }));

  it('is made and ended by who administers the unit, and seen by nobody else', () =>
    inWorld(async (w) => {
      const input = { id: newId(), name: '开放日', unitId: w.unit.hangzhou.id, source: 'web' as const };
      for (const ctx of [w.manager, w.lead, w.director, w.employee, w.hq])
        await expect(openForm(ctx, input)).rejects.toMatchObject(forbidden);
      expect(await openForm(w.admin, { ...input, unitId: w.unit.gdTeam.id })).toMatchObject({
        fields: { unitId: 'error.choose' },
      });
      await openForm(w.admin, input);
      for (const ctx of [w.manager, w.director, w.stranger, w.strangerDirector]) {
        expect(await ctx.db.select().from(enquiryForms)).toEqual([]);
        await expect(closeForm(ctx, input.id)).rejects.toMatchObject(forbidden);
      }
      const gdAdmin = await w.person({ unit: w.unit.gd, role: 'admin' });
      await expect(closeForm(gdAdmin, input.id)).rejects.toMatchObject(absent);
    }));
});
