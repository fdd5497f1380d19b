import type { Context } from '~/core/context.server';
import { getPerformer, growthOf, measuresOf, thanksFor } from './queries.server';

/** A person's page: one's own, or of somebody one leads. */
export async function loadPerformance(ctx: Context, personId: string) {
  const person = await getPerformer(ctx, personId);
  const [measures, growth, thanks] = await Promise.all([
    measuresOf(ctx, personId),
    growthOf(ctx, personId),
    thanksFor(ctx, personId),
  ]);
  return { person, measures, growth, thanks, isMine: person.isMine, now: ctx.now.toISOString() };
}
