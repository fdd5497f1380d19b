/** The name in the reader's language, where there is one. */
export const nameIn = (locale: string, type: { name: string; nameEn: string | null }) =>
  locale === 'en' ? (type.nameEn ?? type.name) : type.name;

type Coded = { code: string; name: string; nameEn: string | null };

/** A certificate's name by its code; the code itself where the company has no such type. */
export function nameOfCode(locale: string, types: readonly Coded[], code: string) {
  const type = types.find((one) => one.code === code);
  return type ? nameIn(locale, type) : code;
}
