export const formKinds = [
  'start', 'complete', 'plan', 'log', 'contact', 'commitment', 'keep', 'break', 'answer', 'prove',
] as const; // biome-ignore format: one line
export type FormKind = (typeof formKinds)[number];
export const fileKinds = ['photo', 'voice'] as const;
export type FileKind = (typeof fileKinds)[number];
export type KeptKind = FormKind | FileKind;
export type Entries = [name: string, value: string][];

/** Why the server did not take it, as it answered. */
export type Refusal = {
  status: number;
  reason: string;
  fields?: Record<string, string>;
  params?: Record<string, string | number>;
  details?: unknown;
  /** What is there now, where the person may still see it. */
  now?: RecordNow | null;
};

type VisitNow = {
  accountId: string;
  purpose: string;
  status: string;
  plannedAt: string;
  note: string | null;
  nextStep: string | null;
};
type CommitmentNow = {
  text: string;
  state: string;
  dueOn: string;
  ownerName: string | null;
  answer: string | null;
  evidence: string | null;
};
export type RecordNow = VisitNow | CommitmentNow;

/** A form or file the server has not got yet. Ids are time-ordered: they are the order of sending. */
export type Item = {
  id: string;
  person: string;
  kind: KeptKind;
  /** The page the form posts to. */
  path: string;
  /** The record it is about: what concerns one record is sent in order, or not at all. */
  subject: string;
  /** Other records that have to be there first, as a contact that is named or the visit of a photo. */
  needs?: string[];
  /** What a person knows it by. */
  about: string;
  entries: Entries;
  /** When it was pressed, by this device's clock. */
  at: number;
  tries: number;
  refusal?: Refusal;
};

export const entryOf = (entries: Entries, name: string) => entries.find(([key]) => key === name)?.[1];
export const withValue = (entries: Entries, name: string, value: string): Entries => [
  ...entries.filter(([key]) => key !== name),
  [name, value],
];

export const fileIdOf = ({ entries }: Pick<Item, 'entries'>) => entryOf(entries, 'id') ?? '';

const inOrder = (items: Item[]) => [...items].sort((a, b) => (a.id < b.id ? -1 : 1));

export const isFile = ({ kind }: Pick<Item, 'kind'>) => kind === 'photo' || kind === 'voice';

/** Neither refused nor behind something refused of the same record or of one it needs. */
function mayGo(items: Item[]): Item[] {
  const blocked = new Set<string>();
  return inOrder(items).filter((item) => {
    const isBehind = [item.subject, ...(item.needs ?? [])].some((one) => blocked.has(one));
    if (item.refusal || isBehind) blocked.add(item.subject);
    return !item.refusal && !isBehind;
  });
}

/** Forms in their order, then files: a check-in does not wait for a photo. */
export function nextToSend(items: Item[]): Item | null {
  const list = mayGo(items);
  return list.find((item) => !isFile(item)) ?? list[0] ?? null;
}

export const isHeldBack = (item: Item, items: Item[]) => !item.refusal && !mayGo(items).includes(item);

/**
 * The person wants a form stored over what somebody else has saved: it takes the version of now, and what waits behind
 * it the ones that follow.
 */
export function over(item: Item, version: number, items: Item[]): Item[] {
  const before = Number(entryOf(item.entries, 'version'));
  return items
    .filter((one) => one.subject === item.subject && one.id >= item.id && entryOf(one.entries, 'version'))
    .map(({ refusal, ...one }) => ({
      ...one,
      ...(one.id !== item.id && refusal && { refusal }),
      entries: withValue(one.entries, 'version', String(Number(entryOf(one.entries, 'version')) - before + version)),
    }));
}

/**
 * A page kept before the check-in still shows the version from before it. Each change that waits raises it by one, so the
 * form behind it has to say the version that it will find; what somebody else changes meanwhile is still noticed.
 */
export function following(entries: Entries, earlier: Item[]): Entries {
  const version = Number(entryOf(entries, 'version'));
  if (!Number.isInteger(version)) return entries;
  const raised = inOrder(earlier).reduce(
    (now, item) => (Number(entryOf(item.entries, 'version')) === now ? now + 1 : now),
    version,
  );
  return raised === version ? entries : withValue(entries, 'version', String(raised));
}

/** What happened when it was pressed, not when it arrives. */
const timed: readonly KeptKind[] = ['start', 'complete', 'keep', 'break'];

/** Without a clock's word the server would take the time of arrival. */
export function pressedAt(entries: Entries, kind: KeptKind, at: Date): Entries {
  if (!timed.includes(kind) || entryOf(entries, 'clock.at')) return entries;
  return withValue(entries, 'clock.at', at.toISOString());
}

/** What the device's clock says while it sends: the server learns from it how far that clock is off. */
export const sentAt = (entries: Entries, now: Date): Entries =>
  entryOf(entries, 'clock.at') ? withValue(entries, 'clock.sentAt', now.toISOString()) : entries;

export type Verdict = 'sent' | 'refused' | 'later' | 'signed_out';

/** What an answer means for what was sent; 0 is a redirect to the sign-in page. */
export function verdictOf(status: number): Verdict {
  if (status === 0 || status === 401) return 'signed_out';
  if (status >= 200 && status < 300) return 'sent';
  if (status === 408 || status === 429 || status >= 500) return 'later';
  return 'refused';
}

const mostPatienceMs = 60_000;

/**
 * How long a server that is busy asked to be left alone, and up to as long again by a number drawn from [0, 1): all
 * phones were told the same. Nothing where it did not ask.
 */
export function patienceMs(retryAfter: string | null, drawn: number): number | null {
  if (!retryAfter || !/^\d+$/.test(retryAfter)) return null;
  return Math.min(Number(retryAfter) * 1000 * (1 + drawn), mostPatienceMs);
}
