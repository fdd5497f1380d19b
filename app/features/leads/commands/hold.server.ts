import { sql } from 'drizzle-orm';
import { type Context, inTransaction } from '~/core/context.server';
import { fromLocal, today } from '~/core/dates';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { afterWorkHours } from '~/core/work-hours';
import { listAssignees } from '~/features/accounts/assignees.server';
import { findLockedLead, type Lead, lockLead } from '../queries/lead.server';
import { getLeadPolicy } from '../queries/policy.server';
import { isSeller } from '../reach';
import { isOpenLead, type LeadPolicy, pickProblem } from '../rules';
import { beginTurn, endTurn, passOn, save, staleness, subjectOf, tellReferrer } from './turn.server';

type Done = Result<{ version: number }>;
const done = (lead: Lead): Done => ok({ version: lead.version + 1 });
const held = (lead: Lead) => ({ ownerId: lead.holderId });

/** Yes to what one was offered. Said twice, it counts once. */
export const acceptLead = (ctx: Context, id: string): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    const lead = await lockLead(ctx, id);
    requirePermission(ctx.actor, 'lead.work', held(lead));
    if (lead.holderId !== ctx.actor.personId) return refused('lead.not_yours');
    if (lead.state === 'accepted') return ok({ version: lead.version });
    if (lead.state !== 'offered') return refused('lead.not_open');
    await save(ctx, lead, { state: 'accepted', acceptedAt: ctx.now, dueAt: null });
    await record(ctx, 'lead.accepted', subjectOf(lead), { after: { company: lead.company } });
    await tellReferrer(ctx, lead, 'accepted');
    return done(lead);
  });

/** What limits somebody at the pool, as of now. */
async function pickerOf(ctx: Context, lead: Lead) {
  const { personId } = ctx.actor;
  const midnight = fromLocal(today(ctx.now)).toISOString();
  const rows = await ctx.db.execute<{ open: number; picked: number; let_go: string | null }>(sql`
    select (select count(*)::int from leads l where l.holder_id = ${personId} and l.state in ('offered', 'accepted')) as open,
      (select count(*)::int from lead_turns t where t.person_id = ${personId} and t.way = 'picked' and t.started_at >= ${midnight}::timestamptz) as picked,
      (select max(t.ended_at) from lead_turns t where t.tenant_id = ${lead.tenantId} and t.lead_id = ${lead.id} and t.person_id = ${personId}
        and t.outcome in ('returned', 'lapsed')) as let_go`);
  const row = [...rows][0];
  return {
    openLeads: Number(row?.open ?? 0),
    pickedToday: Number(row?.picked ?? 0),
    letGoAt: row?.let_go ? new Date(row.let_go) : null,
  };
}

/** Takes a lead out of the pool. Of two who do at once one wins, the other is told who. */
export const pickLead = (ctx: Context, id: string): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'lead.work');
    if (!isSeller(ctx.actor.role)) return refused('lead.not_yours');
    const { personId, unitId } = ctx.actor;
    // one's own picks come one after the other, or two at once would both be within the limit
    await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`picks ${personId}`}, 0))`);
    const lead = await findLockedLead(ctx, id);
    if (!lead || (lead.state !== 'pool' && lead.holderId !== personId)) {
      const rows = await ctx.db.execute<{ who: string | null }>(
        sql`select app.lead_taker(${id}::uuid, ${ctx.now.toISOString()}::timestamptz) as who`,
      );
      const who = [...rows][0]?.who;
      if (who) return refused('lead.taken_by', { params: { who } });
      if (!lead) throw notFound();
      return refused('lead.not_open');
    }
    if (lead.holderId === personId)
      return lead.state === 'accepted' ? ok({ version: lead.version }) : refused('lead.not_open');
    const { policy } = await getLeadPolicy(ctx, lead.tenantId);
    const problem = pickProblem(policy, await pickerOf(ctx, lead), ctx.now);
    if (problem) return refused(problem.reason, { params: problem.params });
    const taken = { ...lead, holderId: personId, unitId };
    await save(ctx, lead, { state: 'accepted', holderId: personId, unitId, acceptedAt: ctx.now });
    await beginTurn(ctx, lead, personId, 'picked');
    await record(ctx, 'lead.picked', subjectOf(taken), { after: { company: lead.company } });
    await tellReferrer(ctx, lead, 'accepted');
    return done(lead);
  });

/** Back into the pool, by who has it or leads them. */
export const returnLead = (ctx: Context, id: string, version: number): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    const lead = await lockLead(ctx, id);
    requirePermission(ctx.actor, 'lead.work', held(lead));
    const stale = await staleness(ctx, lead, version);
    if (stale) return stale;
    if (lead.state !== 'offered' && lead.state !== 'accepted') return refused('lead.not_open');
    const unit = await ctx.db.execute<{ id: number }>(
      sql`select case when ${lead.poolUnitId}::integer = any(app.unit_line()) or app.leads_unit(${lead.poolUnitId}::integer)
        then ${lead.poolUnitId}::integer else ${lead.unitId}::integer end as id`,
    );
    const poolUnitId = [...unit][0]?.id ?? lead.unitId;
    await endTurn(ctx, lead, 'returned');
    await record(ctx, 'lead.given_back', subjectOf(lead), { before: held(lead), after: { company: lead.company } });
    await save(ctx, lead, {
      state: 'pool',
      holderId: null,
      unitId: poolUnitId,
      poolUnitId,
      offeredAt: null,
      dueAt: null,
      acceptedAt: null,
    });
    return done(lead);
  });

/** A leader gives it to somebody, who accepts within the same hours. */
export const assignLead = (ctx: Context, id: string, personId: string, version: number): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    const lead = await lockLead(ctx, id);
    requirePermission(ctx.actor, 'lead.assign', held(lead));
    const stale = await staleness(ctx, lead, version);
    if (stale) return stale;
    if (!isOpenLead(lead.state)) return refused('lead.not_open');
    const [person] = await listAssignees(ctx, [personId]);
    if (!person || person.tenantId !== lead.tenantId)
      return refused('invalid', { fields: { personId: 'error.choose' } });
    if (lead.holderId === personId) return ok({ version: lead.version });
    const { policy } = await getLeadPolicy(ctx, lead.tenantId);
    await endTurn(ctx, lead, 'reassigned');
    const taken = { ...lead, holderId: personId, unitId: person.unitId };
    await save(ctx, lead, offered(ctx, personId, person.unitId, policy));
    await beginTurn(ctx, lead, personId, 'assigned');
    await record(ctx, 'lead.assigned', subjectOf(taken), { before: held(lead), after: { ownerId: personId } });
    await ctx.db.execute(sql`select app.add_notice(${newId()}::uuid, ${personId}::uuid, ${`lead_offered:${lead.id}:${ctx.now.toISOString()}`},
      'lead_offered', 'lead', ${lead.tenantId}::integer, ${lead.id}::uuid, '{}'::jsonb, ${ctx.now.toISOString()}::timestamptz)`);
    await passOn(ctx);
    return done(lead);
  });

const offered = (ctx: Context, holderId: string, unitId: number, { acceptHours }: LeadPolicy) => {
  const isOwn = holderId === ctx.actor.personId;
  return {
    state: isOwn ? ('accepted' as const) : ('offered' as const),
    holderId,
    unitId,
    offeredAt: ctx.now,
    acceptedAt: isOwn ? ctx.now : null,
    dueAt: isOwn ? null : afterWorkHours(ctx.now, acceptHours),
  };
};
