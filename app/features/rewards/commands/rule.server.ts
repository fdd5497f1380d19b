import { and, desc, eq, sql } from 'drizzle-orm';
import { rewardRules } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { today } from '~/core/dates';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import type { RuleInput } from '../input';
import { getRule, listRules, type Rule } from '../queries/rules.server';
import { paysTwice } from '../rules';

type Done = Result<{ id: string }>;

const tell = (ctx: Context, event: string, rule: Pick<Rule, 'id' | 'tenantId' | 'name'>) =>
  record(
    ctx,
    event,
    { kind: 'reward', id: rule.id, tenantId: rule.tenantId, unitId: ctx.actor.unitId },
    { after: { name: rule.name } },
  );

/** Makes a draft or changes one. What is published is changed by a new edition only. */
export const saveRule = (ctx: Context, { id, version, ...said }: RuleInput): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'reward.manage');
    const { tenantId, personId } = ctx.actor;
    if (version === 0) {
      const made = await ctx.db
        .insert(rewardRules)
        .values({ ...said, tenantId, id, series: id, createdBy: personId })
        .onConflictDoNothing()
        .returning();
      if (made[0]) await tell(ctx, 'reward.rule_drafted', made[0]);
      else await getRule(ctx, id);
      return ok({ id });
    }
    const rule = await getRule(ctx, id);
    if (rule.publishedAt) return refused('reward_rule.published');
    const done = await ctx.db
      .update(rewardRules)
      .set({ ...said, version: version + 1, updatedAt: ctx.now })
      .where(and(eq(rewardRules.tenantId, rule.tenantId), eq(rewardRules.id, id), eq(rewardRules.version, version)))
      .returning();
    if (!done[0]) return refused('stale');
    await tell(ctx, 'reward.rule_changed', done[0]);
    return ok({ id });
  });

/** From today on at the earliest: nobody is paid for what was done before there was a rule, and nobody loses what there was. */
export const publishRule = (ctx: Context, id: string, version: number): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'reward.manage');
    const rule = await getRule(ctx, id);
    if (rule.publishedAt) return ok({ id });
    if (rule.startsOn < today(ctx.now))
      return refused('reward_rule.starts_before', { params: { day: today(ctx.now) } });
    const twice = (await listRules(ctx)).find(
      (one) => one.tenantId === rule.tenantId && one.series !== rule.series && one.publishedAt && paysTwice(rule, one),
    );
    if (twice) return refused('reward_rule.pays_twice', { params: { name: twice.name } });
    const done = await ctx.db
      .update(rewardRules)
      .set({ publishedAt: ctx.now, publishedBy: ctx.actor.personId, version: version + 1, updatedAt: ctx.now })
      .where(and(eq(rewardRules.tenantId, rule.tenantId), eq(rewardRules.id, id), eq(rewardRules.version, version)))
      .returning();
    if (!done[0]) return refused('stale');
    await tell(ctx, 'reward.rule_published', rule);
    return ok({ id });
  });

export const dropRule = (ctx: Context, id: string, version: number): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'reward.manage');
    const rule = await getRule(ctx, id);
    if (rule.publishedAt) return refused('reward_rule.published');
    const gone = await ctx.db
      .delete(rewardRules)
      .where(and(eq(rewardRules.tenantId, rule.tenantId), eq(rewardRules.id, id), eq(rewardRules.version, version)))
      .returning({ id: rewardRules.id });
    if (!gone.length) return refused('stale');
    await tell(ctx, 'reward.rule_dropped', rule);
    return ok(null);
  });

/** A draft of the next edition, as the last one is; from its first day on it takes the place of the last. */
export const newEdition = (ctx: Context, id: string, newId: string): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'reward.manage');
    const rule = await getRule(ctx, id);
    if (!rule.publishedAt) throw notFound();
    const [last] = await ctx.db
      .select()
      .from(rewardRules)
      .where(and(eq(rewardRules.tenantId, rule.tenantId), eq(rewardRules.series, rule.series)))
      .orderBy(desc(rewardRules.edition))
      .limit(1);
    if (!last) throw notFound();
    if (!last.publishedAt) return ok({ id: last.id });
    const day = today(ctx.now);
    const made = await ctx.db
      .insert(rewardRules)
      .values({
        tenantId: rule.tenantId,
        id: newId,
        series: rule.series,
        edition: last.edition + 1,
        name: last.name,
        nameEn: last.nameEn,
        award: last.award,
        milestone: last.milestone,
        audience: last.audience,
        condition: last.condition,
        amount: last.amount,
        startsOn: day,
        endsOn: sql`greatest(${last.endsOn}::date, ${day}::date)`,
        createdBy: ctx.actor.personId,
      })
      .onConflictDoNothing()
      .returning();
    if (made[0]) await tell(ctx, 'reward.rule_drafted', made[0]);
    return made[0] ? ok({ id: newId }) : refused('stale');
  });
