import type * as z from 'zod';
import type { Context } from '~/core/context.server';
import type { Resource } from '~/features/api/resource.server';
import type { Row } from './face';

/** One resource of the REST interface as TM Forum names it. */
export type Face = {
  api: string;
  path: string;
  type: string;
  resource: Resource;
  /** Their filters as ours. */
  filters: Record<string, (value: string) => Record<string, string>>;
  show: (row: Row) => Row;
  /** What one record shows besides. */
  more?: (ctx: Context, row: Row) => Promise<Row>;
  /** What is sent, as the body the REST interface takes. */
  create?: z.ZodType<Row>;
  change?: z.ZodType<Row>;
};
