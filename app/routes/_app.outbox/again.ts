import { entryOf, type Item } from '~/core/offline/item';
import { newVisitDraft } from '~/features/visits/offline';

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
    default:
      return null;
  }
}

/** Where what is there now can be looked at. */
export const recordOf = ({ kind, path, entries }: Item) =>
  kind === 'contact' ? path : kind === 'plan' || kind === 'log' ? `/accounts/${entryOf(entries, 'accountId')}` : path;

const said =
  /^(note|purpose|name|mobile|phone|nextStep|competitorNote|(needs|commitments)\[\d+\]\.text|moves\[\d+\]\.note|forms\.\w+\.answers\.\w+)$/;

/** What a person typed, without what the form brought along. */
export const typedTexts = ({ entries }: Item) => entries.filter(([name, value]) => said.test(name) && value.trim());
