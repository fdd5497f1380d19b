import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { customFields } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { checkInput } from '~/core/input.server';
import { retireField, saveField } from '~/features/custom-fields/commands.server';
import { fieldInput } from '~/features/custom-fields/input';
import { getField, listAllFields, listFields } from '~/features/custom-fields/queries.server';
import { listJournalOf } from '~/features/people/history.server';
import { inWorld } from '../support/world';

const typed = (more: object = {}) => ({
  id: newId(),
  version: '0',
  entity: 'opportunities',
  kind: 'number',
  key: 'line_count',
  label: '专线条数',
  labelEn: 'Lines',
  unit: '条',
  ...more,
});
const define = async (ctx: Context, more: object = {}) => {
  const result = await saveField(ctx, fieldInput.parse(typed(more)));
  if (!result.ok) throw new Error(JSON.stringify(result));
  return getField(ctx, result.value.id);
};
const forbidden = { data: { reason: 'forbidden' } };
const missing = { data: { reason: 'not_found' } };

describe('a field of its own', () => {
  it('is defined by the company’s administrator, and sent twice exists once', () =>
    inWorld(async (w) => {
      const given = fieldInput.parse(typed({ isListed: 'on', isFilterable: 'on', requiredStage: 'develop' }));
      expect(await saveField(w.admin, given)).toEqual({ ok: true, value: { id: given.id } });
      expect(await saveField(w.admin, given)).toEqual({ ok: true, value: { id: given.id } });
      const rows = await listFields(w.manager, w.admin.actor.tenantId, 'opportunities');
      expect(rows).toMatchObject([
        { key: 'line_count', kind: 'number', unit: '条', isListed: true, isFilterable: true, requiredStage: 'develop' },
      ]);
      expect(await listJournalOf(w.admin, given.id)).toMatchObject([{ event: 'custom_field.created' }]);
      expect(await saveField(w.admin, fieldInput.parse(typed()))).toMatchObject({
        fields: { key: 'custom_field.key_taken' },
      });
      expect(await saveField(w.admin, fieldInput.parse(typed({ entity: 'accounts' })))).toMatchObject({ ok: true });
    }));

  it('keeps its key and its kind, and is not changed over another’s change', () =>
    inWorld(async (w) => {
      const field = await define(w.admin);
      const change = (more: object) =>
        saveField(w.admin, fieldInput.parse(typed({ id: field.id, version: '1', ...more })));
      expect(await change({ kind: 'text' })).toMatchObject({ fields: { kind: 'custom_field.kind_stays' } });
      expect(await change({ label: '线路条数', key: 'other', entity: 'accounts' })).toMatchObject({ ok: true });
      expect(await getField(w.admin, field.id)).toMatchObject({
        label: '线路条数',
        key: 'line_count',
        entity: 'opportunities',
        version: 2,
      });
      expect(await change({ label: '条数' })).toMatchObject({ reason: 'stale', details: { who: '管理员' } });
      expect((await listJournalOf(w.admin, field.id))[0]).toMatchObject({
        before: { label: '专线条数' },
        after: { label: '线路条数' },
      });
    }));

  it('is retired and put to use again, its row stays', () =>
    inWorld(async (w) => {
      const field = await define(w.admin);
      expect(await retireField(w.admin, field.id, { version: 1, retired: true })).toMatchObject({ ok: true });
      expect(await retireField(w.admin, field.id, { version: 1, retired: true })).toMatchObject({ ok: true });
      expect((await getField(w.admin, field.id)).retiredAt).not.toBeNull();
      expect(await retireField(w.admin, field.id, { version: 1, retired: false })).toMatchObject({ reason: 'stale' });
      expect(await retireField(w.admin, field.id, { version: 2, retired: false })).toMatchObject({ ok: true });
      expect((await getField(w.admin, field.id)).retiredAt).toBeNull();
    }));

  it('is nobody else’s to write, and no stranger’s to read', () =>
    inWorld(async (w) => {
      const field = await define(w.admin);
      const given = fieldInput.parse(typed({ key: 'other' }));
      for (const ctx of [w.manager, w.lead, w.director, w.hq, w.employee, w.trainer]) {
        await expect(saveField(ctx, given)).rejects.toMatchObject(forbidden);
        await expect(retireField(ctx, field.id, { version: 1, retired: true })).rejects.toMatchObject(forbidden);
      }
      const elsewhere = await w.person({ unit: w.unit.gd, role: 'admin' });
      await expect(getField(elsewhere, field.id)).rejects.toMatchObject(missing);
      await expect(retireField(elsewhere, field.id, { version: 1, retired: true })).rejects.toMatchObject(missing);
      expect(await listAllFields(elsewhere, field.tenantId)).toEqual([]);
      // the group sees it, and changes nothing
      const head = await w.person({ unit: w.unit.group, role: 'admin' });
      expect(await listAllFields(head, field.tenantId)).toHaveLength(1);
      await expect(retireField(head, field.id, { version: 1, retired: true })).rejects.toMatchObject(missing);
      const taken = fieldInput.parse(typed({ id: field.id, version: '1' }));
      await expect(saveField(head, taken)).rejects.toMatchObject(missing);
    }));

  it('is walled in by the database too', () =>
    inWorld(async (w) => {
      const field = await define(w.admin);
      const renamed = (ctx: Context) =>
        ctx.db
          .update(customFields)
          .set({ label: 'x' })
          .where(eq(customFields.id, field.id))
          .returning({ id: customFields.id });
      expect(await renamed(w.manager)).toEqual([]);
      expect(await renamed(await w.person({ unit: w.unit.group, role: 'admin' }))).toEqual([]);
      expect(await w.stranger.db.select().from(customFields).where(eq(customFields.id, field.id))).toEqual([]);
    }));

  it.each([
    [{ key: 'Line' }, 'key', 'custom_field.key_form'],
    [{ key: '__proto__' }, 'key', 'custom_field.key_form'],
    [{ label: 'a|b' }, 'label', 'custom_field.no_bar'],
    [{ label: '' }, 'label', 'error.required'],
    [{ kind: 'one', options: '只有一个' }, 'options', 'custom_field.two_options'],
    [{ kind: 'script' }, 'kind', 'error.choose'],
    [{ entity: 'people' }, 'entity', 'error.choose'],
    [{ decimals: '9' }, 'decimals', 'error.range'],
  ])('refuses %j', (more, field, message) => {
    expect(checkInput(typed(more), fieldInput)).toMatchObject({ fields: { [field]: message } });
  });
});
