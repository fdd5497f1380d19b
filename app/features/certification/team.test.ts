import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alternatives, type Candidate, proposeTeam, type Skill, skillId } from './team';

const skill = (key: string): Skill => ({ kind: 'certificate', key });
const person = (id: string, keys: string, given: Partial<Candidate> = {}): Candidate => ({
  ...{
    id,
    name: id,
    title: null,
    unit: '一组',
    isOnTeam: false,
    deals: 0,
    visits: 0,
    distance: 0,
    km: null,
    visitsHere: 0,
  },
  ...{ wonInIndustry: 0, skills: [...keys].map((key) => skillId(skill(key))), ...given },
});
const names = (skills: Skill[], people: Candidate[]) =>
  proposeTeam(skills, people).chosen.map(({ candidate }) => candidate.id);

describe('a team', () => {
  const abc = [...'ABC'].map(skill);

  it('is as small as can be seen, and asks nobody for what is there', () => {
    expect(names(abc, [person('a', 'A'), person('b', 'B'), person('all', 'ABC', { deals: 40 })])).toEqual(['all']);
    expect(names(abc, [person('me', 'AB', { isOnTeam: true }), person('ab', 'AB'), person('c', 'C')])).toEqual(['c']);
    expect(names(abc, [person('me', 'ABC', { isOnTeam: true }), person('x', 'ABC')])).toEqual([]);
    expect(names([], [person('x', 'A')])).toEqual([]);
  });

  it('takes who is near, free and known, among equals', () => {
    const [far, busy, known] = [
      person('far', 'A', { distance: 3 }),
      person('busy', 'A', { deals: 9 }),
      person('known', 'A', { deals: 2, visitsHere: 3 }),
    ];
    expect(names([skill('A')], [far, busy, known])).toEqual(['known']);
    expect(
      alternatives([skill('A')], [far, busy, known, person('none', '')], new Set(['known'])).map(({ id }) => id),
    ).toEqual(['busy', 'far']);
  });

  it('goes by kilometres where places are known', () => {
    const [here, town, away] = [
      person('here', 'A', { km: 2, distance: 6 }),
      person('town', 'A', { km: 80 }),
      person('away', 'A', { km: 5000 }),
    ];
    expect(names([skill('A')], [away, town, here])).toEqual(['here']);
    // however far: no farther than thirty deals
    expect(names([skill('A')], [away, person('busy', 'A', { km: 2, deals: 31 })])).toEqual(['away']);
  });

  it('says what nobody can do', () => {
    expect(proposeTeam(abc, [person('a', 'A')])).toMatchObject({ uncovered: ['certificate:B', 'certificate:C'] });
  });

  it('covers all that can be covered, with nobody to spare', () =>
    fc.assert(
      fc.property(fc.array(fc.uniqueArray(fc.constantFrom(...'ABCDE')), { maxLength: 8 }), (skills) => {
        const people = skills.map((keys, i) => person(String(i), keys.join('')));
        const asked = [...'ABCDE'].map(skill);
        const { chosen, uncovered } = proposeTeam(asked, people);
        const covered = chosen.flatMap(({ covers }) => covers);
        expect(new Set(covered).size).toBe(covered.length);
        expect(chosen.every(({ covers }) => covers.length > 0)).toBe(true);
        const known = new Set(people.flatMap((one) => one.skills));
        expect([...uncovered].sort()).toEqual(asked.map(skillId).filter((id) => !known.has(id)));
      }),
    ));
});
