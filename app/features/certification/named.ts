/** The name in the reader's language, where there is one. */
export const nameIn = (locale: string, type: { name: string; nameEn: string | null }) =>
  locale === 'en' ? (type.nameEn ?? type.name) : type.name;
