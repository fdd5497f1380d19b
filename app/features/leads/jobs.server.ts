import type { JobHelpers } from 'graphile-worker';
import * as z from 'zod';
import { door } from '~/core/db.server';
import { routeLead } from './route.server';

const payloadSchema = z.object({ tenantId: z.number().int(), leadId: z.string() });

type Helpers = Pick<JobHelpers, 'job'>;
const planned = ({ job }: Helpers) => new Date(job.run_at);

export const tasks = {
  'leads.route': async (payload: unknown, helpers: Helpers) => {
    const { tenantId, leadId } = payloadSchema.parse(payload);
    await routeLead(door, tenantId, leadId, planned(helpers));
  },
  'leads.overdue': async (_payload: unknown, helpers: Helpers) =>
    void (await door('select app.return_overdue_leads($1::timestamptz)', [planned(helpers).toISOString()])),
};
/** Every ten minutes what was not accepted in time goes back to the pool. */
export const schedule = [{ task: 'leads.overdue', match: '*/10 * * * *' }];
