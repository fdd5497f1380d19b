import { describe, expect, it } from 'vitest';
import { parsePhone } from '~/core/phone-number.server';
import { visitTypes } from '~/features/visits/rules';
import { gauss, mulberry32, shuffle, weighted } from '../random';
import { makeAmountFen, makeTitle, type ProductKey, products } from './deals';
import { noteTemplates } from './note-templates';
import { makeNote } from './notes';
import { type OrganisationKind, organisationKinds } from './organisation-kinds';
import { jobsAt, makeEmail, makeLandline, makeMobile, makePerson, spokenOf } from './people';

const random = mulberry32(42);

describe('random', () => {
  it('repeats itself for the same seed and follows its weights', () => {
    expect(mulberry32(7)()).toBe(mulberry32(7)());
    const drawn = Array.from({ length: 4000 }, () => weighted(random, [['a', 3] as const, ['b', 1] as const]));
    expect(drawn.filter((one) => one === 'a').length / 4000).toBeCloseTo(0.75, 1);
    const normal = Array.from({ length: 4000 }, () => gauss(random, 10, 2));
    expect(normal.reduce((sum, one) => sum + one, 0) / 4000).toBeCloseTo(10, 0);
    expect(shuffle(random, [1, 2, 3, 4]).sort()).toEqual([1, 2, 3, 4]);
  });
});

describe('people', () => {
  it('have names, telephones and addresses that can be read', () => {
    for (let i = 0; i < 300; i++) {
      const person = makePerson(random, i % 10 === 0 ? '653100' : '330100');
      expect(person.name.length).toBeGreaterThanOrEqual(2);
      expect(parsePhone(makeMobile(random))).not.toBeNull();
      expect(parsePhone(makeLandline(random, ['330100', '310000', '653100'][i % 3] ?? ''))).not.toBeNull();
      expect(makeEmail(random, person, '澜江科技园')).toMatch(/^[a-z0-9]+@[a-z0-9]+\.example$/);
    }
    const names = Array.from({ length: 20_000 }, () => makePerson(random).surname);
    for (const rare of ['欧阳', '诸葛', '单', '仇', '解']) expect(names).toContain(rare);
  });

  it('are spoken of by their office', () => {
    const chen = { name: '陈伟', sex: 'male', surname: '陈' } as const;
    expect(spokenOf(chen, '分管副局长')).toBe('陈局长');
    expect(spokenOf(chen, '总经理')).toBe('陈总');
    expect(spokenOf(chen, 'IT经理')).toBe('陈经理');
    expect(spokenOf(chen, '网络工程师')).toBe('陈工');
    expect(spokenOf(chen, '采购专员')).toBe('陈先生');
    for (const kind of Object.keys(organisationKinds) as OrganisationKind[]) {
      expect(jobsAt(kind).some((job) => job.buyingRole === 'decision_maker')).toBe(true);
    }
  });
});

describe('deals and notes', () => {
  it('fill every slot of every template', () => {
    for (const product of Object.keys(products) as ProductKey[]) {
      for (let i = 0; i < 20; i++) expect(makeTitle(random, product, '恒岳精密', 2026)).not.toMatch(/[{}]/);
      expect(makeAmountFen(random, product) % 10_000).toBe(0);
    }
    expect(Object.values(noteTemplates).flat().length).toBeGreaterThanOrEqual(40);
    const notes = visitTypes.flatMap((type) =>
      Array.from({ length: 200 }, () => makeNote(random, type, { 他: '陈主任', 另: '李工' })),
    );
    for (const note of notes) {
      expect(note).not.toMatch(/[{}]/);
      const sentences = note.split('。').length - 1;
      expect(sentences >= 3 && sentences <= 5).toBe(true);
    }
    expect(new Set(notes).size).toBeGreaterThan(800);
  });
});
