/** `draft`: made from an accepted quote, not signed yet; `ended`: ran out; `terminated`: ended before its day. */
export const contractStates = ['draft', 'active', 'ended', 'terminated'] as const;
export type ContractState = (typeof contractStates)[number];

/** How it is called: one that nobody signed was given up, not terminated. */
export const standOf = ({ state, signedOn }: { state: ContractState; signedOn: string | null }) =>
  state === 'terminated' && !signedOn ? 'given_up' : state;

export const amendmentKinds = ['extension', 'sites', 'price', 'termination', 'renewal', 'other'] as const;
export type AmendmentKind = (typeof amendmentKinds)[number];
/** What people write themselves; the others are written by what happens. */
export const writtenKinds = ['extension', 'sites', 'price', 'other'] as const satisfies readonly AmendmentKind[];

/** The days kept of a site. */
export const siteDays = ['delivered', 'promised'] as const;

/** Days before the end at which the account manager is told, each once. */
export const reminderDays = [180, 90, 30] as const;
/** Spans of the list. */
export const endingSpans = [30, 60, 90, 180] as const;
/** From how many days before the end on the renewal is a deal of its own. */
export const renewalDays = 180;

/** From `from` days late on, this part of the one-off charge is given back. */
export type CreditStep = { from: number; percent: number };

/** 1–10, 11–20, 21–30, 31–45 and over 45 days. */
export const usualCredits: CreditStep[] = [
  { from: 1, percent: 10 },
  { from: 11, percent: 30 },
  { from: 21, percent: 50 },
  { from: 31, percent: 70 },
  { from: 46, percent: 100 },
];

/** What is wrong with a table, a locale key; null when it can be used. */
export function creditProblem(steps: CreditStep[]): string | null {
  if (!steps.length || steps[0]?.from !== 1) return 'contract.credits_from_one';
  const rises = steps.every((step, i) => {
    const before = steps[i - 1];
    return !before || (step.from > before.from && step.percent >= before.percent);
  });
  return rises ? null : 'contract.credits_rise';
}

const dayMs = 86_400_000;
export const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / dayMs);

/** Days a site was delivered after what was promised, none while nothing was promised; of what is not there yet, up to today. */
export function daysLate({ promisedOn, deliveredOn }: Delivery, today: string) {
  if (!promisedOn) return 0;
  return Math.max(0, daysBetween(promisedOn, deliveredOn ?? today));
}

type Delivery = { promisedOn: string | null; deliveredOn: string | null };

export const creditPercent = (steps: CreditStep[], late: number) =>
  [...steps].sort((a, b) => b.from - a.from).find(({ from }) => late >= from)?.percent ?? 0;

/** What is given back of a site's one-off charge, rounded half up to the fen. */
export function creditOf(steps: CreditStep[], oneOffFen: number, late: number) {
  const percent = creditPercent(steps, late);
  return { percent, fen: Number((2n * BigInt(oneOffFen) * BigInt(percent) + 100n) / 200n) };
}

/** The last day of a term that begins on `from`: the day before the same day, months later. */
export function endAfter(from: string, months: number) {
  const [year = 0, month = 1, day = 1] = from.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const length = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  // a month without that day ends the term on its own last day
  if (day > length)
    return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), length)).toISOString().slice(0, 10);
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), day) - dayMs).toISOString().slice(0, 10);
}

/** What a contract's next term would be worth, from what is in it now. */
export const renewalWorth = (contract: { monthlyFen: number; months: number }) => contract.monthlyFen * contract.months;
