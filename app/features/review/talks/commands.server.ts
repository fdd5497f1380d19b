import { sql } from 'drizzle-orm';
import { reviewTalks } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { today } from '~/core/dates';
import { isId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result } from '~/core/result';

/** That the deals of a person were gone through today; said twice, it is written once. */
export const recordTalk = (ctx: Context, input: { id: string; personId: string }): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'review.talk');
    const { actor } = ctx;
    if (!isId(input.personId) || input.personId === actor.personId) throw notFound();
    const led = sql.raw(`'{${actor.ledUnits.join(',')}}'::integer[]`);
    const [person] = await ctx.db.execute<{ tenant_id: number; unit_id: number }>(sql`
      select p.tenant_id, p.unit_id from people p where p.id = ${input.personId}
        and exists (select from unit_tree d where d.descendant_id = p.unit_id and d.ancestor_id = any(${led}))`);
    if (!person) throw notFound();
    const row = { tenantId: person.tenant_id, unitId: person.unit_id, ownerId: input.personId, onDay: today(ctx.now) };
    const added = await ctx.db
      .insert(reviewTalks)
      .values({ ...row, id: input.id, ledById: actor.personId, createdAt: ctx.now })
      .onConflictDoNothing()
      .returning({ id: reviewTalks.id });
    if (added.length)
      await record(
        ctx,
        'person.talked',
        { kind: 'person', id: input.personId, tenantId: row.tenantId, unitId: row.unitId, ownerId: input.personId },
        { after: { on: row.onDay } },
      );
    return ok(null);
  });
