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
  /** What of ours it is, of all that the list answers and of one record. */
  narrow?: Record<string, string>;
  isOne?: (row: Row) => boolean;
  show: (row: Row) => Row;
  /** What one record shows besides. */
  more?: (ctx: Context, row: Row) => Promise<Row>;
  /** What is sent, as the body the REST interface takes. */
  create?: z.ZodType<Row>;
  change?: z.ZodType<Row>;
  /** The verb that changes it, where that is no update. */
  changeBy?: string;
};
