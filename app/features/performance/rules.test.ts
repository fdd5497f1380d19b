import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Measures, measureKeys, nextStepsOf, strengthsOf } from './rules';

const none = { value: 0, of: 0, before: 0, beforeOf: 0 };
const empty = Object.fromEntries(measureKeys.map((key) => [key, none])) as Measures;

it('says what is done well and what helps next, each thing once', () => {
  const measure = fc.record({ value: fc.nat(50), of: fc.nat(50), before: fc.nat(50), beforeOf: fc.nat(50) });
  fc.assert(
    fc.property(fc.record(Object.fromEntries(measureKeys.map((key) => [key, measure]))), (given) => {
      const all = given as Measures;
      const [strengths, next] = [strengthsOf(all), nextStepsOf(all)];
      expect(strengths.filter((key) => next.includes(key))).toEqual([]);
      expect(next.length).toBeLessThanOrEqual(3);
    }),
  );
});

it('asks for enough cases before it praises, and compares with oneself', () => {
  expect(strengthsOf(empty)).toEqual([]);
  expect(strengthsOf({ ...empty, rated: { ...none, value: 5, of: 1 } })).toEqual([]);
  expect(strengthsOf({ ...empty, rated: { ...none, value: 14, of: 3 } })).toEqual(['rated']);
  expect(strengthsOf({ ...empty, kept: { ...none, value: 9, of: 10 } })).toEqual(['kept']);
  expect(strengthsOf({ ...empty, won: { ...none, value: 2, before: 3 } })).toEqual([]);
  expect(strengthsOf({ ...empty, won: { ...none, value: 3, before: 3 } })).toEqual(['won']);
  expect(nextStepsOf(empty)).toEqual(['kept', 'covered', 'accepted']);
});
