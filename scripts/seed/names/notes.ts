import type { VisitType } from '~/features/visits/rules';
import { chance, fill, pick, type Random } from '../random';
import { closings, noteSlots } from './note-slots';
import { noteTemplates } from './note-templates';

/** What a manager wrote down after a visit: three to five sentences, about the people who were there. */
export function makeNote(random: Random, type: VisitType, people: { 他: string; 另: string }): string {
  const body = pick<string>(random, noteTemplates[type]);
  const sentences = body.split('。').length - 1;
  const closing = sentences < 5 && chance(random, 0.45) ? pick<string>(random, closings) : '';
  // Chosen once, so that one note speaks of one competitor and one budget.
  const slots = Object.fromEntries(
    Object.entries(noteSlots).map(([slot, words]) => [slot, pick<string>(random, words)]),
  );
  return fill(random, body + closing, { ...slots, ...people });
}
