import type * as z from 'zod';
import type { Context } from '~/core/context.server';
import type { Permission } from '~/core/permissions';
import type { Result } from '~/core/result';
import type { CustomCriterion } from '~/features/custom-fields/filters';
import type { CustomEntity } from '~/features/custom-fields/rules';
import type { Binned } from './deleted.server';
import type { ResourceName } from './rules';

export type Row = Record<string, unknown>;

/** What a list was asked for: filters read by the resource's own schema, and where the page begins. */
export type ListAsk<F = Record<string, unknown>> = F & {
  cursor: string | null;
  limit: number;
  sort: string;
  /** Changed at this instant or later. */
  since: Date | null;
  /** What is asked of the company's own fields. */
  custom: CustomCriterion[] | null;
};

/** A command of a feature as the interface offers it. */
export type Write = {
  input: z.ZodType;
  /** Fields of the schema that come from the address or a header instead of the body. */
  given: readonly string[];
  /** Whether If-Match is needed. */
  versioned: boolean;
  run: (ctx: Context, id: string, input: Row) => Promise<Result<unknown>>;
  /** What the answer tells besides the record, this once: it is not kept for the same request sent again. */
  once?: (value: unknown) => Row;
};

/** A list of what hangs on one record, `/webhooks/{id}/deliveries`. */
export type Sub = {
  listed: z.ZodObject;
  filters: z.ZodObject;
  sorts: readonly [string, ...string[]];
  list: (ctx: Context, id: string, ask: ListAsk) => Promise<{ rows: readonly Row[]; next: string | null }>;
};

export type Resource = {
  name: ResourceName;
  permission: Permission;
  /** What a list answers of each record, and what one record is answered with. */
  listed: z.ZodObject;
  whole: z.ZodObject;
  filters: z.ZodObject;
  sorts: readonly [string, ...string[]];
  list: (ctx: Context, ask: ListAsk) => Promise<{ rows: readonly Row[]; next: string | null }>;
  get: (ctx: Context, id: string) => Promise<Row>;
  /** Which record another became part of, as far as it is in sight. */
  mergedInto?: (ctx: Context, id: string) => Promise<string | null>;
  create?: Write;
  update?: Write;
  remove?: Write;
  verbs?: Record<string, Write>;
  subs?: Record<string, Sub>;
  /** Which of the company's own fields lists can be narrowed by, and where its deleted records lie. */
  customOf?: CustomEntity;
  binned?: Binned;
  /** Not to be written in bulk. */
  oneByOne?: boolean;
};

type Typed<S extends z.ZodType> = {
  input: S;
  given?: readonly string[];
  versioned?: boolean;
  run: (ctx: Context, id: string, input: z.output<S>) => Promise<Result<unknown>>;
  once?: Write['once'];
};

/** The input is checked by the schema before `run` sees it, so the types meet again there. */
export const write = <S extends z.ZodType>({ given = [], versioned = false, ...rest }: Typed<S>): Write => ({
  ...(rest as unknown as Pick<Write, 'input' | 'run'>),
  given,
  versioned,
});

/** The same for a resource: `list` is asked with what its own filters read. */
export const resource = <F extends z.ZodObject>(
  given: Omit<Resource, 'filters' | 'list'> & {
    filters: F;
    list: (ctx: Context, ask: ListAsk<z.output<F>>) => Promise<{ rows: readonly Row[]; next: string | null }>;
  },
): Resource => given as unknown as Resource;
