import { type SQL, sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  check,
  customType,
  date,
  index,
  integer,
  jsonb,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import type { CustomValues } from '~/features/custom-fields/rules';

export const id = () => uuid().notNull();
export const tenantId = () => integer().notNull();
/** Money in 分 (1/100 yuan), a whole number; safe up to 90 trillion yuan. */
export const fen = () => bigint({ mode: 'number' });
export const instant = () => timestamp({ withTimezone: true, mode: 'date' });
/** A business day in Asia/Shanghai, `YYYY-MM-DD`. */
export const day = () => date({ mode: 'string' });
export const dateRange = customType<{ data: string }>({ dataType: () => 'daterange' });
export const word = <T extends string>() => text().$type<T>();

/** What the company's own fields hold, by their keys (`custom_fields`). */
export const custom = () => jsonb().$type<CustomValues>().notNull().default({});

/** What every business row carries: its key, whose it is, and when it was made. */
export const owned = {
  tenantId: tenantId(),
  id: id(),
  unitId: integer().notNull(),
  ownerId: uuid().notNull(),
  createdAt: instant().notNull().defaultNow(),
};

/** What every row that people edit carries besides. */
export const edited = {
  updatedAt: instant().notNull().defaultNow(),
  version: integer().notNull().default(1),
  deletedAt: instant(),
  deletedBy: uuid(),
  importId: uuid(),
};

/** By the last change, one for each way into sight: what programs that keep a copy ask by. */
export const byChange = (
  name: string,
  t: Record<'tenantId' | 'unitId' | 'ownerId' | 'updatedAt' | 'id' | 'deletedAt', AnyPgColumn>,
) =>
  (['tenantId', 'unitId', 'ownerId'] as const).map((whose) =>
    index(`${name}_${whose.slice(0, -2)}_changed`)
      .on(t[whose], t.updatedAt, t.id)
      .where(sql`${t.deletedAt} is null`),
  );

/** An enumeration is text with a CHECK. */
export const oneOf = (name: string, column: AnyPgColumn, words: readonly string[]): ReturnType<typeof check> =>
  check(name, sql`${column} in (${sql.raw(words.map((w) => `'${w}'`).join(', '))})` as SQL);
