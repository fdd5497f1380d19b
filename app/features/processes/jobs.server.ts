import type { JobHelpers } from 'graphile-worker';
import * as z from 'zod';
import { findActorById } from '~/core/actor.server';
import { contextFor } from '~/core/context.server';
import { roles } from '~/features/people/rules';
import { forgetStages } from '../opportunities/queries.server';
import { moveBatch } from './move-over.server';

const payloadSchema = z.object({
  company: z.number().int(),
  code: z.string(),
  personId: z.string(),
  role: z.enum(roles),
  pipelineId: z.number().int(),
  pairs: z.array(z.tuple([z.number().int(), z.number().int()])),
});

/** Moves running deals to a newer version, as the person who asked and with the rights that person has now. */
async function moveOver(payload: unknown, helpers?: Pick<JobHelpers, 'abortSignal'>) {
  const ask = payloadSchema.parse(payload);
  const actor = await findActorById(ask.personId, ask.role);
  if (!actor) return;
  forgetStages();
  let moved = 1;
  while (moved > 0) {
    if (helpers?.abortSignal?.aborted) throw new Error('the process ends: the rest is moved by the next');
    moved = await moveBatch(contextFor(actor), ask);
  }
}

export const tasks = { 'processes.move_over': moveOver };
