import { localInput } from '~/core/dates';
import { type Entries, entryOf, type Item, isFile } from '~/core/offline/item';
import { paths } from '~/core/paths';
import { commitmentDraft, newCommitmentDraft, newVisitDraft } from '~/features/visits/offline';

const settledIn = (entries: Entries) => entryOf(entries, 'commitmentId') ?? '';

/** The form an item came from, and where that form keeps what is typed; a check-in has none. */
export function formOf({ kind, path, entries }: Item): { to: string; draft: string } | null {
  const accountId = entryOf(entries, 'accountId') ?? '';
  switch (kind) {
    case 'complete':
      return { to: `${path}?do=complete`, draft: path };
    case 'plan':
    case 'log':
      return { to: `/visits/new?account=${accountId}&mode=${kind}`, draft: newVisitDraft(accountId) };
    case 'contact':
      return { to: `${path}?peek=new`, draft: path };
    case 'commitment':
      return { to: `${path}?account=${accountId}`, draft: newCommitmentDraft(accountId) };
    case 'answer':
    case 'prove':
      return { to: paths.commitment(settledIn(entries)), draft: commitmentDraft(settledIn(entries), kind) };
    default:
      return null;
  }
}

const ofTheOldVisit = /^(intent|version|draft|replaces|about|startedAt|endedAt|opportunityId|(position|clock)\.\w+)$/;

/** The report of a visit that takes none any more, as the form of another visit to the same customer. */
export function asNewVisit({ entries }: Item, accountId: string): { to: string; draft: string; entries: Entries } {
  const clock = entryOf(entries, 'clock.at');
  const began = entryOf(entries, 'startedAt') || (clock && localInput(new Date(clock)));
  const ended = entryOf(entries, 'endedAt');
  const minutes = began && ended ? (Date.parse(ended) - Date.parse(began)) / 60_000 : 0;
  const rest = entries.filter(([name]) => !ofTheOldVisit.test(name));
  if (began) rest.push(['plannedAt', began]);
  if (minutes >= 5) rest.push(['plannedMinutes', String(minutes)]);
  return { to: `/visits/new?account=${accountId}&mode=log`, draft: newVisitDraft(accountId), entries: rest };
}

/** The version to save over, when somebody else has changed the record meanwhile. */
export function versionOfNow({ refusal }: Item): number | null {
  const details = refusal?.reason === 'stale' ? refusal.details : null;
  const version = typeof details === 'object' && details && 'version' in details ? details.version : null;
  return typeof version === 'number' ? version : null;
}

/** Where what is there now can be looked at. */
export const recordOf = ({ kind, path, entries, needs }: Item) =>
  isFile({ kind })
    ? (needs?.[0] ?? '/visits')
    : kind === 'contact'
      ? path
      : kind === 'plan' || kind === 'log' || kind === 'commitment'
        ? `/accounts/${entryOf(entries, 'accountId')}`
        : entryOf(entries, 'verb')
          ? paths.commitment(settledIn(entries))
          : path;

const said =
  /^(note|purpose|text|answer|evidence|name|mobile|phone|nextStep|competitorNote|(needs|commitments)\[\d+\]\.text|moves\[\d+\]\.note|forms\.\w+\.answers\.\w+)$/;

/** What a person typed, without what the form brought along. */
export const typedTexts = ({ kind, entries }: Item) =>
  isFile({ kind }) ? [] : entries.filter(([name, value]) => said.test(name) && value.trim());
