/** What it is called in the reader's language. */
export const nameIn = (locale: string, { name, nameEn }: { name: string; nameEn: string | null }) =>
  locale === 'en' ? (nameEn ?? name) : name;

type Described = { description: string | null; descriptionEn: string | null };
/** What is said of it in the reader's language, where it is said in that one. */
export const descriptionIn = (locale: string, { description, descriptionEn }: Described) =>
  locale === 'en' ? (descriptionEn ?? description) : description;
