import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { customFields } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { checkInput } from '~/core/input.server';
import { retireField, saveField } from '~/features/custom-fields/commands.server';
import { fieldInput } from '~/features/custom-fields/input';
import { getField, listAllFields, listFields } from '~/features/custom-fields/queries.server';
import { createOpportunity } from '~/features/opportunities/commands/create.server';
import { moveOpportunity } from '~/features/opportunities/commands/move.server';
import { updateOpportunity } from '~/features/opportunities/commands/update.server';
import { opportunityInput, patchInput } from '~/features/opportunities/input';
import { getMoveChoice } from '~/features/opportunities/move-choice.server';
import { getOpportunity, listStages } from '~/features/opportunities/queries.server';
import { fieldWords } from '~/features/people/change-words';
import { listJournalOf } from '~/features/people/history.server';
import { translate } from '~/locales/translate.server';
import { inWorld, type World } from '../support/world';

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

describe('a field of opportunities', () => {
  const stagesOf = async (w: World, deal: { pipelineId: number; stageId: number }) => {
    const stages = (await listStages(w.manager)).filter((stage) => stage.pipelineId === deal.pipelineId);
    const at = stages.findIndex((stage) => stage.id === deal.stageId);
    return { from: stages[at]!, to: stages[at + 1]! };
  };

  it('is filled in by the form, kept by its type and told in the journal by its name', () =>
    inWorld(async (w) => {
      await define(w.admin);
      const deal = await w.opportunity(await w.account({ owner: w.manager }));
      const edit = (ctx: Context, custom: object, version: number) =>
        updateOpportunity(ctx, deal.id, { ...patchInput({ custom }).parse({ custom, version }), version });
      expect(await edit(w.manager, { line_count: '12' }, 1)).toMatchObject({ ok: true });
      expect((await getOpportunity(w.manager, deal.id)).opportunity).toMatchObject({
        custom: { line_count: 12 },
        version: 2,
      });
      const [entry] = await listJournalOf(w.manager, deal.id);
      expect(entry).toMatchObject({
        event: 'opportunity.updated',
        before: { 'custom.line_count|number|专线条数|Lines': null },
        after: { 'custom.line_count|number|专线条数|Lines': 12 },
      });
      expect(fieldWords(translate('zh-CN'), Object.keys(entry!.after!)[0]!)).toBe('专线条数');
      expect(fieldWords(translate('en'), Object.keys(entry!.after!)[0]!, 'opportunity', 'en')).toBe('Lines');
      // the same again changes nothing; another's version, nonsense and strangers are refused
      expect(await edit(w.manager, { line_count: '12' }, 2)).toEqual({ ok: true, value: { version: 2 } });
      expect(await edit(w.manager, { line_count: '13' }, 1)).toMatchObject({ reason: 'stale' });
      expect(await edit(w.manager, { line_count: 'many' }, 2)).toMatchObject({
        fields: { 'custom.line_count': 'error.number' },
      });
      expect(await edit(w.manager, { other: '1' }, 2)).toMatchObject({
        fields: { 'custom.other': 'custom_field.unknown' },
      });
      await expect(edit(w.stranger, { line_count: '1' }, 2)).rejects.toMatchObject(missing);
      // what is not sent stays
      expect(await updateOpportunity(w.manager, deal.id, { title: '新名', version: 2 })).toMatchObject({ ok: true });
      expect((await getOpportunity(w.manager, deal.id)).opportunity.custom).toEqual({ line_count: 12 });
    }));

  it('is asked for before a stage is left, with where to fill it in', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      const deal = await w.opportunity(account);
      const { from, to } = await stagesOf(w, deal);
      const field = await define(w.admin, { requiredStage: from.code });
      const lacks = async () => {
        const choice = await getMoveChoice(w.manager, deal.id);
        return choice.stages.find(({ id }) => id === to.id)!.missing.filter(({ rule }) => rule.kind === 'custom');
      };
      expect(await lacks()).toMatchObject([
        { criterion: 'custom:line_count', href: `/opportunities/${deal.id}/edit?field=custom.line_count` },
      ]);
      const refusal = await moveOpportunity(w.manager, deal.id, { to: to.id, version: 1 });
      expect(refusal).toMatchObject({ reason: 'opportunity.criteria_missing' });
      expect(JSON.stringify(refusal)).toContain('custom:line_count');
      const given = { custom: { line_count: 0 }, version: 1 };
      await updateOpportunity(w.manager, deal.id, { ...patchInput(given).parse(given), version: 1 });
      expect(await lacks()).toEqual([]);
      // retired it is asked for no more, and another company never was
      const other = await w.opportunity(await w.account({ owner: w.manager }));
      await retireField(w.admin, field.id, { version: 1, retired: true });
      const choice = await getMoveChoice(w.manager, other.id);
      expect(choice.stages.flatMap(({ missing }) => missing).filter(({ rule }) => rule.kind === 'custom')).toEqual([]);
    }));

  it('comes with a new one, and is not asked of those made in passing', () =>
    inWorld(async (w) => {
      await define(w.admin, { requiredStage: 'develop' });
      const account = await w.account({ owner: w.manager });
      const make = (ctx: Context, accountId: string, custom?: object) => {
        const input = opportunityInput.parse({
          id: newId(),
          accountId,
          title: '新商机',
          months: '',
          ...(custom && { custom }),
        });
        return createOpportunity(ctx, input);
      };
      const made = await make(w.manager, account.id, { line_count: '3' });
      if (!made.ok) throw new Error(JSON.stringify(made));
      expect((await getOpportunity(w.manager, made.value.id)).opportunity.custom).toEqual({ line_count: 3 });
      expect(await make(w.manager, account.id)).toMatchObject({ ok: true });
      // a form opened for another company names what that one knows
      const theirs = await w.account({ owner: w.stranger });
      expect(await make(w.hq, theirs.id, { line_count: '3' })).toMatchObject({
        fields: { 'custom.line_count': 'custom_field.unknown', accountId: 'custom_field.other_company' },
      });
    }));
});
