import { opportunities } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { today } from '~/core/dates';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { searchText } from '~/core/pinyin.server';
import { ok, type Result, refused } from '~/core/result';
import { findAccount } from '../../accounts/queries.server';
import { readNewCustom } from '../../custom-fields/check.server';
import { areChoosable } from '../../offerings/queries.server';
import type { NewOpportunity } from '../input';
import { firstPipeline, listStages, pipelineFor } from '../queries.server';
import { dealProblems, totalOf } from '../rules';
import { mayOwn } from '../takers.server';
import { writeChanges } from './change.server';
import { lockOpportunity, subjectOf } from './load.server';

/** Opens an opportunity in the first stage of the pipeline. Sent twice with the same id, it exists once. */
export function createOpportunity(ctx: Context, input: NewOpportunity): Promise<Result<{ id: string }>> {
  return inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'opportunity.create');
    const { accountId, ownerId: wishedOwner, pipeline, custom: sent, ...values } = input;
    const [account, choosable, stages] = await Promise.all([
      findAccount(ctx, accountId),
      areChoosable(ctx, input),
      listStages(ctx),
    ]);
    if (!account) return refused('invalid', { fields: { accountId: 'error.choose' } });
    if (!choosable.offering) return refused('invalid', { fields: { offeringId: 'error.choose' } });
    const problems = dealProblems(input, { day: today(ctx.now), isDateNew: true });
    if (Object.keys(problems).length) return refused('invalid', { fields: problems });
    const own = await readNewCustom(ctx, 'opportunities', account.tenantId, sent);
    if (!own.ok) return own;
    const first = pipelineFor(stages, account.tenantId, pipeline || firstPipeline)[0];
    if (!first) return refused('invalid', { fields: { pipeline: 'error.choose' } });
    const ownerId = wishedOwner ?? (ctx.actor.role === 'account_manager' ? ctx.actor.personId : account.ownerId);
    if (ownerId !== ctx.actor.personId && !(await mayOwn(ctx, account, ownerId)))
      return refused('opportunity.owner_not_on_team', { fields: { ownerId: 'error.choose' } });

    const row = { ...values, tenantId: account.tenantId, unitId: account.unitId, accountId, ownerId };
    const added = await ctx.db
      .insert(opportunities)
      .values({
        ...row,
        custom: own.value.custom,
        search: searchText({ name: values.title }).search,
        pipelineId: first.pipelineId,
        stageId: first.id,
        stageType: first.type,
        stageEnteredAt: ctx.now,
        probability: first.probability,
        lastActivityAt: ctx.now,
        createdAt: ctx.now,
        updatedAt: ctx.now,
      })
      .onConflictDoNothing({ target: [opportunities.tenantId, opportunities.id] })
      .returning({ id: opportunities.id });
    if (!added.length) return ok({ id: (await lockOpportunity(ctx, input.id)).id }); // sent twice
    const toTotalFen = totalOf(values);
    await Promise.all([
      writeChanges(ctx, row, [
        { kind: 'created', toStageId: first.id, toTotalFen, toCloseOn: values.expectedCloseOn, toOwnerId: ownerId },
      ]),
      record(ctx, 'opportunity.created', subjectOf(row), {
        after: {
          title: values.title,
          totalFen: toTotalFen,
          stage: first.code,
          expectedCloseOn: values.expectedCloseOn,
          ...own.value.after,
        },
      }),
    ]);
    return ok({ id: input.id });
  });
}
