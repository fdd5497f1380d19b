import { daysBetween } from '~/core/dates';

/** What is known about a customer before the door. */
export type DoorFacts = {
  overdue: Promised | null;
  due: Promised | null;
  ending: { id: string; title: string; endsOn: string } | null;
  deal: { id: string; title: string; fen: number; step: string | null } | null;
  last: { id: string; note: string | null; satisfaction: number | null } | null;
  need: { id: string; visitId: string | null; text: string } | null;
  lastVisitedAt: Date | null;
};
type Promised = { id: string; visitId: string | null; text: string; dueOn: string };

export type DoorLine =
  | ({ kind: 'overdue'; days: number } & Promised)
  | { kind: 'unhappy'; n: number; visitId: string }
  | { kind: 'ending'; id: string; title: string; days: number }
  | ({ kind: 'due' } & Promised)
  | { kind: 'deal'; id: string; title: string; fen: number; step: string | null }
  | { kind: 'need'; id: string; visitId: string | null; text: string }
  | { kind: 'last'; at: Date; note: string | null; visitId: string | null }
  | { kind: 'first' };

const shown = 3;
const soonDays = 7;
/** A contract that ends later is told by the brief alone. */
export const endingSoonDays = 90;

/** The three lines of the brief worth knowing at the door: what we owe, what went wrong, what may be lost or won, then the rest. */
export function doorLines(facts: DoorFacts, today: string): DoorLine[] {
  const { overdue, due, ending, deal, last, need, lastVisitedAt } = facts;
  const lines: DoorLine[] = [];
  if (overdue) lines.push({ kind: 'overdue', days: daysBetween(overdue.dueOn, today), ...overdue });
  if (last && last.satisfaction !== null && last.satisfaction <= 2)
    lines.push({ kind: 'unhappy', n: last.satisfaction, visitId: last.id });
  if (ending)
    lines.push({ kind: 'ending', id: ending.id, title: ending.title, days: daysBetween(today, ending.endsOn) });
  if (deal) lines.push({ kind: 'deal', ...deal });
  if (due && daysBetween(today, due.dueOn) <= soonDays) lines.push({ kind: 'due', ...due });
  if (!lastVisitedAt) lines.push({ kind: 'first' });
  if (need) lines.push({ kind: 'need', ...need });
  if (lastVisitedAt)
    lines.push({ kind: 'last', at: lastVisitedAt, note: last?.note ?? null, visitId: last?.id ?? null });
  return lines.slice(0, shown);
}
