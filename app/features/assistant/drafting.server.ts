import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import * as z from 'zod';
import type { Context } from '~/core/context.server';
import { localInput } from '~/core/dates';
import { linkOrigin } from '~/core/env.server';
import { isId, newId } from '~/core/ids';
import { checkInput } from '~/core/input.server';
import { refusalOf } from '~/features/api/problem.server';
import { draftVisit } from '~/features/visits/commands/draft.server';
import { draftInput } from '~/features/visits/draft-input';
import { channels, visitTypes } from '~/features/visits/rules';
import { offer } from './tools.server';

const anId = z.string().refine(isId);
const input = z.object({
  id: anId.optional().describe('a UUID of yours: sent again it is the same draft'),
  accountId: anId.describe('id of the account, as search gives it'),
  startedAt: z.iso.datetime({ offset: true }).describe('when the visit began, with an offset'),
  minutes: z.number().int().min(5).max(1440).default(60),
  note: z.string().min(1).max(10_000).describe('what was said and heard'),
  purpose: z.string().max(200).optional(),
  type: z.enum(visitTypes).default('routine'),
  channel: z.enum(channels).default('onsite'),
  nextStep: z.string().max(200).optional(),
  nextStepOn: z.string().optional().describe('day of the next step, YYYY-MM-DD'),
  opportunityId: anId.optional(),
  contactIds: z.array(anId).max(100).optional().describe('who was met'),
});

async function draft(ctx: Context, { id = newId(), startedAt, ...rest }: z.output<typeof input>) {
  const checked = checkInput({ ...rest, id, plannedAt: localInput(new Date(startedAt)) }, draftInput);
  const result = checked.ok ? await draftVisit(ctx, checked.value) : checked;
  if (!result.ok) throw refusalOf(ctx.actor.locale, result);
  return {
    draftId: id,
    state: 'draft',
    confirmAt: `${linkOrigin}/visits/new?draft=${id}`,
    note: 'Not a visit yet: the person must open confirmAt (or the Today page), check it and confirm.',
  };
}

export const offerDrafting = (server: McpServer, ctx: Context) =>
  offer(server, ctx, 'draft_visit', {
    title: 'Draft a visit',
    description:
      'Writes down a visit that took place as a draft. It counts nowhere until the person has confirmed it in the app: tell them so, with the address.',
    needs: { resource: 'visits', access: 'write', permission: 'visit.plan' },
    readOnly: false,
    input,
    run: draft,
  });
