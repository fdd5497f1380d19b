import * as z from 'zod';
import { notFound } from '~/core/refusals.server';
import { listStages } from '~/features/opportunities/queries.server';
import { stageTypes } from '~/features/opportunities/rules';
import { resource } from '../resource.server';
import { count, word } from '../shapes';

const stage = z.object({
  id: count,
  pipelineId: count,
  pipelineCode: z.string(),
  pipelineVersion: count,
  position: count,
  code: z.string(),
  name: z.string(),
  nameEn: z.string(),
  type: word(stageTypes),
  probability: count,
});

/** Where a deal can be moved to: the few stages of every pipeline in sight, in order and on one page. */
export const stageResource = resource({
  name: 'stages',
  permission: 'opportunity.read',
  listed: stage,
  whole: stage,
  sorts: ['position'],
  filters: z.object({ pipeline: z.string().max(40, 'error.choose').optional() }),
  async list(ctx, { pipeline }) {
    const all = await listStages(ctx);
    return { rows: all.filter(({ pipelineCode }) => !pipeline || pipelineCode === pipeline), next: null };
  },
  async get(ctx, id) {
    const found = (await listStages(ctx)).find((one) => String(one.id) === id);
    if (!found) throw notFound();
    return found;
  },
});
