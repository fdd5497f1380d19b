import type { JobHelpers } from 'graphile-worker';
import * as z from 'zod';
import { door } from '~/core/db.server';

const payloadSchema = z.object({ tenantId: z.number().int(), fieldId: z.uuid() });
const atOnce = 5000;
const first = '00000000-0000-0000-0000-000000000000';

/** Gathers the values of a field that has become filterable, or drops them; cut off, the next try begins anew. */
async function indexField(payload: unknown, helpers?: Pick<JobHelpers, 'abortSignal'>) {
  const { tenantId, fieldId } = payloadSchema.parse(payload);
  let done: string | null = first;
  while (done) {
    if (helpers?.abortSignal?.aborted) throw new Error('the process ends: the next begins anew');
    const [row]: { done: string | null }[] = await door<{ done: string | null }>(
      'select app.index_custom_batch($1::integer, $2::uuid, $3::uuid, $4::integer) as done',
      [String(tenantId), fieldId, done, String(atOnce)],
    );
    done = row?.done ?? null;
  }
}

export const tasks = { 'custom_fields.index': indexField };
