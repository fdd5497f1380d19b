import type { Context } from '~/core/context.server';
import { Refusal } from './problem.server';
import type { Resource } from './resource.server';

/** A record that is not there because it became part of another: which one, to whoever may see that. */
export async function withMaster(ctx: Context, resource: Resource, id: string, refusal: Refusal): Promise<Refusal> {
  const into = refusal.status === 404 && id ? await resource.mergedInto?.(ctx, id) : null;
  return into ? new Refusal(404, refusal.reason, { ...refusal.more, mergedInto: into }) : refusal;
}
