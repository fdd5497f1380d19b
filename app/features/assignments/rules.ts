export const assignmentRoles = ['primary', 'backup', 'solution', 'service'] as const;
export type AssignmentRole = (typeof assignmentRoles)[number];

/** Roles on the account team beside the one who answers for it. */
export const supportRoles = ['backup', 'solution', 'service'] as const satisfies readonly AssignmentRole[];

/** How much work a customer of each grade is, in shares of a C. */
export const gradeWeight: Record<string, number> = { A: 4, B: 2, C: 1, D: 0.5 };

export type Movable = { id: string; grade: string };
export type Bearer = { id: string; load: number };
export type Move = { accountId: string; toId: string };

/** The most that one transaction re-assigns. */
export const largestMove = 500;

/**
 * Spreads accounts over people by load: the heaviest account first, each to whom has the least, ties in the given
 * order. One person gets them all.
 */
export function spread(accounts: readonly Movable[], people: readonly Bearer[]): Move[] {
  const loads = people.map(({ id, load }) => ({ id, load }));
  const weight = (account: Movable) => gradeWeight[account.grade] ?? 1;
  const heaviest = [...accounts].sort((a, b) => weight(b) - weight(a) || a.id.localeCompare(b.id));
  return heaviest.flatMap((account) => {
    const least = loads.reduce<Bearer | null>((best, one) => (best && best.load <= one.load ? best : one), null);
    if (!least) return [];
    least.load += weight(account);
    return [{ accountId: account.id, toId: least.id }];
  });
}

export type Span = { from: string; to: string | null };

/** `[2026-01-01,2026-07-01)` → from the first to the day before the last. */
export function readSpan(during: string): Span {
  const [, from = '', to = ''] = /^[[(]([^,]*),([^)\]]*)[)\]]$/.exec(during) ?? [];
  return { from, to: to || null };
}

export type SpanState = 'past' | 'current' | 'future';
export const spanState = ({ from, to }: Span, today: string): SpanState =>
  from > today ? 'future' : to !== null && to <= today ? 'past' : 'current';

/**
 * What happens to a primary assignment when somebody else takes over today: one that began earlier ends; one that
 * begins today or later has no day to be kept for and becomes the new one.
 */
export const onTakeOver = (span: Span, today: string): 'end' | 'reuse' => (span.from < today ? 'end' : 'reuse');

/** Where an assignment that is ended today stops: it always keeps its first day. */
export const endOf = (span: Span, today: string, nextDay: (day: string) => string) =>
  span.from < today ? today : nextDay(span.from);
