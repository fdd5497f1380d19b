import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { visitComments } from '#drizzle/schema';
import { optionalId } from '~/core/fields';
import { refused } from '~/core/result';
import { addComment, editComment, removeComment } from '~/features/coaching/commands/comments.server';
import { commentInput, editInput, removeInput } from '~/features/coaching/input';
import type { TalkRef } from '~/features/coaching/subject';
import { idFilter, yesFilter } from '../filters';
import { asked, madeOrders, scopedRows } from '../register.server';
import { type Row, resource, write } from '../resource.server';
import { count, instant, uuid } from '../shapes';

const comment = z.object({
  id: uuid,
  accountId: uuid,
  visitId: uuid.nullable(),
  opportunityId: uuid.nullable(),
  authorId: uuid,
  text: z.string(),
  isQuestion: z.boolean(),
  answersId: uuid.nullable(),
  answeredAt: instant.nullable(),
  mentions: z.array(uuid),
  editedAt: instant.nullable(),
  ownerId: uuid,
  unitId: count,
  createdAt: instant,
});
const rows = scopedRows(
  visitComments,
  visitComments.accountId,
  (of) => sql`${of}.deleted_at is null
    and not exists (select from visits v where v.tenant_id = ${of}.tenant_id and v.id = ${of}.visit_id and v.deleted_at is not null)
    and not exists (select from opportunities o where o.tenant_id = ${of}.tenant_id and o.id = ${of}.opportunity_id and o.deleted_at is not null)`,
);
const aboutOf = ({ visitId, opportunityId }: Row): TalkRef =>
  visitId ? { kind: 'visit', id: String(visitId) } : { kind: 'opportunity', id: String(opportunityId) };

/** What is said about visits and deals. */
export const commentResource = resource({
  name: 'comments',
  permission: 'visit.read',
  listed: comment,
  whole: comment,
  sorts: madeOrders,
  filters: z.object({ visit: idFilter, opportunity: idFilter, unanswered: yesFilter }),
  list: (ctx, { visit, opportunity, unanswered, ...ask }) =>
    rows.list(
      ctx,
      ask,
      asked(
        {
          visit: sql`t.visit_id = ${visit}::uuid`,
          opportunity: sql`t.opportunity_id = ${opportunity}::uuid`,
          unanswered: sql`t.is_question and t.answered_at is null`,
        },
        { visit, opportunity, unanswered },
      ),
    ),
  get: rows.get,
  create: write({
    input: commentInput.extend({ visitId: optionalId, opportunityId: optionalId }),
    async run(ctx, _id, { visitId, opportunityId, ...input }) {
      if ((visitId === null) === (opportunityId === null))
        return refused('invalid', { fields: { visitId: 'error.choose' } });
      return addComment(ctx, aboutOf({ visitId, opportunityId }), input);
    },
  }),
  update: write({
    input: editInput,
    given: ['commentId'],
    run: async (ctx, id, input) => editComment(ctx, aboutOf(await rows.get(ctx, id)), input),
  }),
  remove: write({
    input: removeInput,
    given: ['commentId'],
    run: async (ctx, id) => removeComment(ctx, aboutOf(await rows.get(ctx, id)), id),
  }),
});
