import { describe, expect, it } from 'vitest';
import { missingFor } from './lifecycle';

const today = '2026-11-22';
const nothing = {
  designNote: null,
  demoOn: null,
  demoNote: null,
  trainingCourse: null,
  retiresOn: null,
  isPriced: false,
};
const ready = { ...nothing, designNote: 'a', demoOn: today, demoNote: 'b', trainingCourse: 'c', isPriced: true };

describe('a step of an offering’s life', () => {
  it('asks for what belongs to it', () => {
    expect(missingFor('design', 'pilot', nothing, today)).toEqual(['design_note']);
    expect(missingFor('pilot', 'launched', nothing, today)).toEqual([
      'design_note', 'demo_record', 'price_approved', 'training_course',
    ]); // biome-ignore format: one line
    expect(missingFor('pilot', 'launched', ready, today)).toEqual([]);
    expect(missingFor('pilot', 'launched', { ...ready, demoOn: '2026-11-23' }, today)).toEqual(['demo_record']);
    expect(missingFor('pilot', 'design', nothing, today)).toEqual([]);
  });

  it('retires when the last day is over', () => {
    expect(missingFor('launched', 'retiring', ready, today)).toEqual(['retires_on']);
    expect(missingFor('retiring', 'retired', { ...ready, retiresOn: today }, today)).toEqual(['last_day_over']);
    expect(missingFor('retiring', 'retired', { ...ready, retiresOn: '2026-11-21' }, today)).toEqual([]);
    expect(missingFor('retiring', 'launched', nothing, today)).toEqual([]);
  });
});
