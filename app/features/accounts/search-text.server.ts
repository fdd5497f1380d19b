import { searchText } from '~/core/pinyin.server';

type Named = {
  name: string;
  shortName?: string | null;
  creditCode?: string | null;
  phone?: string | null;
  externalKey?: string | null;
};

/** The columns an account is found and sorted by; to be written with every change of what they are made of. */
export function accountSearchText(account: Named) {
  const { shortName } = account;
  const short = shortName ? searchText({ name: shortName }).search : null;
  const digits = account.phone?.replace(/\D/g, '');
  return searchText({ name: account.name, extra: [short, account.creditCode, digits, account.externalKey] });
}
