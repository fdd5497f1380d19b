import { searchText } from '~/core/pinyin.server';

/** What an offering is found by; to be written with every change of what it is made of. */
export const offeringSearchText = ({ name, nameEn, code }: { name: string; nameEn: string | null; code: string }) =>
  searchText({ name, extra: [nameEn, code] }).search;
