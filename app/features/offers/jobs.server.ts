import * as z from 'zod';
import { findActorById } from '~/core/actor.server';
import { contextFor } from '~/core/context.server';
import type { Attempt } from '~/features/mail/deliver.server';
import { roles } from '~/features/people/rules';
import { mailOffer } from './mail.server';
import { makeQuotePaper, paperFailed } from './make-paper.server';

const asked = z.object({ actorId: z.string(), role: z.enum(roles), paperId: z.string(), tenantId: z.number().int() });

/** In the name of who asked for it, with what they may see. */
async function paper(payload: unknown, { job }: Attempt) {
  const { actorId, role, paperId, tenantId } = asked.parse(payload);
  const actor = await findActorById(actorId, role);
  if (!actor) return;
  const ctx = contextFor(actor);
  try {
    const made = await makeQuotePaper(ctx, paperId);
    if (made?.missing.length)
      console.log(
        JSON.stringify({
          time: ctx.now,
          level: 'warning',
          message: 'characters not in the font',
          paperId,
          missing: made.missing,
        }),
      );
  } catch (error) {
    if (job.attempts >= job.max_attempts) await paperFailed(ctx, paperId, tenantId);
    throw error;
  }
}

export const tasks = {
  'offers.paper': paper,
  'offers.mail': (payload: unknown, helpers: Attempt) => mailOffer(payload, helpers),
};
