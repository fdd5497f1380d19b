import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { journalSides } from './journal';
import { type CustomField, type CustomKind, customKinds } from './rules';
import { checkCustom } from './values';

const field = (kind: CustomKind, more: Partial<CustomField> = {}): CustomField => ({
  tenantId: 1,
  id: kind,
  entity: 'accounts',
  key: kind,
  kind,
  label: kind,
  labelEn: null,
  help: null,
  helpEn: null,
  unit: null,
  decimals: 2,
  options: [
    { value: '甲', en: 'A' },
    { value: '乙', en: null },
  ],
  position: 1,
  isRequired: false,
  requiredStage: null,
  isListed: false,
  isFilterable: false,
  indexedAt: null,
  retiredAt: null,
  version: 1,
  ...more,
});
const all = customKinds.map((kind) => field(kind));
const check = (sent: Record<string, unknown>, kept = {}, isWhole = true, fields = all) =>
  checkCustom(fields, sent, kept, isWhole);

describe('values of a company’s own fields', () => {
  it('are kept as what they are', () => {
    const sent = {
      text: ' 甲方 ',
      long: 'a\nb',
      number: '１，２００.5',
      amount: '3.2万',
      day: '2026-11-23',
      one: '甲',
      several: ['乙', '', '甲', '甲'],
      yes_no: 'no',
      link: 'https://example.cn/a?b=c',
    };
    const custom = {
      text: '甲方',
      long: 'a\nb',
      number: 1200.5,
      amount: 3_200_000,
      day: '2026-11-23',
      one: '甲',
      several: ['甲', '乙'],
      yes_no: false,
      link: 'https://example.cn/a?b=c',
    };
    expect(check(sent)).toEqual({ custom, problems: {} });
    expect(check({}, custom)).toEqual({ custom, problems: {} });
    // as a program sends them again, and emptied
    expect(check({ ...custom, yes_no: false }, {}).custom).toEqual(custom);
    expect(check(Object.fromEntries(customKinds.map((kind) => [kind, ''])), custom)).toEqual({
      custom: {},
      problems: {},
    });
  });

  it.each([
    ['number', 'abc', 'error.number'],
    ['number', '1.234', 'custom_field.decimals_many'],
    ['number', '1e999', 'error.number'],
    ['number', Number.NaN, 'error.number'],
    ['number', '9999999999999', 'error.range'],
    ['amount', '一百', 'error.money'],
    ['amount', 1.5, 'error.money'],
    ['day', '2026-02-30', 'error.day'],
    ['one', '丙', 'error.choose'],
    ['one', ['甲'], 'error.choose'],
    ['several', ['丙'], 'error.choose'],
    ['yes_no', 'maybe', 'error.choose'],
    ['link', 'javascript:alert(1)', 'custom_field.not_link'],
    ['link', '//evil.cn', 'custom_field.not_link'],
    ['text', { a: 1 }, 'error.required'],
    ['text', 'x'.repeat(201), 'error.too_long'],
    ['unheard_of', 'x', 'custom_field.unknown'],
    ['__proto__x', 'x', 'custom_field.unknown'],
  ])('refuse under %s: %j', (key, value, message) => {
    expect(check({ [key]: value }).problems).toEqual({ [`custom.${key}`]: message });
  });

  it('ask for what is required only when the record is whole', () => {
    const fields = [field('text', { isRequired: true }), field('one', { isRequired: true })];
    expect(check({}, {}, true, fields).problems).toEqual({
      'custom.text': 'error.required',
      'custom.one': 'error.choose',
    });
    expect(check({}, {}, false, fields).problems).toEqual({});
    expect(check({ text: '' }, { text: 'a', one: '甲' }, true, fields).problems).toEqual({
      'custom.text': 'error.required',
    });
  });

  it('stay under a retired field and under an option offered no more', () => {
    const retired = [field('text', { retiredAt: '2026-11-01', isRequired: true })];
    expect(check({ text: 'neu' }, { text: 'alt' }, true, retired).problems).toEqual({
      'custom.text': 'custom_field.is_retired',
    });
    expect(check({ text: '' }, { text: 'alt' }, true, retired)).toEqual({ custom: { text: 'alt' }, problems: {} });
    expect(check({ text: 'alt' }, { text: 'alt' }, true, retired).problems).toEqual({});
    expect(check({ one: '丁' }, { one: '丁' })).toEqual({ custom: { one: '丁' }, problems: {} });
    expect(check({ several: ['丁', '甲'] }, { several: ['丁'] }).custom).toEqual({ several: ['甲', '丁'] });
  });

  it('never throw, whatever is sent', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...customKinds, 'x', '__proto__'), fc.anything()), (sent) => {
        const { custom, problems } = check(sent);
        expect(Object.keys(custom).every((key) => problems[`custom.${key}`] === undefined)).toBe(true);
      }),
    );
  });

  it('are told in the journal by their names of that day', () => {
    const fields = [field('number', { key: 'lines', label: '条数', labelEn: 'Lines' }), field('text')];
    expect(journalSides(fields, { lines: 1, text: 'a' }, { lines: 2, text: 'a' })).toEqual({
      before: { 'custom.lines|number|条数|Lines': 1 },
      after: { 'custom.lines|number|条数|Lines': 2 },
    });
  });
});
