import { daysBetween } from '~/core/dates';

/** What is known about a customer before the door. */
export type DoorFacts = {
  overdueText: string | null;
  overdueOn: string | null;
  due: { text: string; dueOn: string } | null;
  deal: { id: string; title: string; fen: number; step: string | null } | null;
  satisfaction: number | null;
  need: string | null;
  lastVisitedAt: Date | null;
  lastNote: string | null;
};

export type DoorLine =
  | { kind: 'overdue'; days: number; text: string }
  | { kind: 'unhappy'; n: number }
  | { kind: 'due'; dueOn: string; text: string }
  | { kind: 'deal'; id: string; title: string; fen: number; step: string | null }
  | { kind: 'need'; text: string }
  | { kind: 'last'; at: Date; note: string | null }
  | { kind: 'first' };

const shown = 3;
const soonDays = 7;

/** The three lines of the brief worth knowing at the door: what we owe, what went wrong, what is to be won, then the rest. */
export function doorLines(facts: DoorFacts, today: string): DoorLine[] {
  const { overdueText, overdueOn, due, deal, satisfaction, need, lastVisitedAt, lastNote } = facts;
  const lines: DoorLine[] = [];
  if (overdueText && overdueOn) lines.push({ kind: 'overdue', days: daysBetween(overdueOn, today), text: overdueText });
  if (satisfaction !== null && satisfaction <= 2) lines.push({ kind: 'unhappy', n: satisfaction });
  if (deal) lines.push({ kind: 'deal', ...deal });
  if (due && daysBetween(today, due.dueOn) <= soonDays) lines.push({ kind: 'due', ...due });
  if (!lastVisitedAt) lines.push({ kind: 'first' });
  if (need) lines.push({ kind: 'need', text: need });
  if (lastVisitedAt) lines.push({ kind: 'last', at: lastVisitedAt, note: lastNote });
  return lines.slice(0, shown);
}
