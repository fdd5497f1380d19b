import * as z from 'zod';

// The parts that answers are made of. What a schema does not name does not leave the house.

/** An instant as the row holds it, a Date or the text of one. */
export const instant = z.union([z.date(), z.string()]).transform((at) => new Date(at).toISOString());
export const uuid = z.string();
export const dayOf = z.string();
export const fen = z.number();
export const count = z.number();
/** One of a few words; answers are not checked again, so that an old row stays readable. */
export const word = <const T extends readonly string[]>(words: T) =>
  z.string().meta({ enum: [...words] }) as unknown as z.ZodType<T[number]>;

/** What the company's own fields hold, by their keys: amounts as whole fen, several choices as a list. */
export const custom = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]))
  .meta({ description: 'by key of the custom field' });
