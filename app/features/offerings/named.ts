/** What it is called in the reader's language. */
export const nameIn = (locale: string, { name, nameEn }: { name: string; nameEn: string | null }) =>
  locale === 'en' ? (nameEn ?? name) : name;
