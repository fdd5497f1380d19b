import { sql } from 'drizzle-orm';
import { certificateGoals } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { today } from '~/core/dates';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import type { AssignInput } from '../input';
import { codeList } from '../queries/certificate-types.server';
import { subjectOf } from './issue.server';

/** The most people one post may set to learn. */
export const mostAssigned = 500;

type Target = { id: string; tenant_id: number; unit_id: number; code: string };

/**
 * Sets people to learn for certificates by a day. Who holds one for longer than a month is left alone, who was set to
 * it before is given the new day. Tells how many.
 */
export const assignLearning = (ctx: Context, input: AssignInput): Promise<Result<{ n: number }>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'certificate.assign');
    const { people, codes, dueOn } = input;
    const day = today(ctx.now);
    if (people.length > mostAssigned) return refused('assign.too_many', { params: { n: mostAssigned } });
    if (dueOn && dueOn < day) return refused('invalid', { fields: { dueOn: 'assign.past' } });
    const targets = [
      ...(await ctx.db.execute<Target>(sql`
        select p.id, p.tenant_id, p.unit_id, t.code from people p
        join certificate_types t on t.tenant_id = p.tenant_id and not t.is_retired and t.code = any(${codeList(codes)}::text[])
        where p.id = any(${`{${people.join(',')}}`}::uuid[]) and app.certifies(p.tenant_id, p.id)
          and (p.left_on is null or p.left_on >= ${day}::date)
          and not exists (select from certificates_held h where h.person_id = p.id and h.code = t.code
            and (h.valid_until is null or h.valid_until > ${day}::date + 30))
          and not exists (select from certificate_goals g where g.person_id = p.id and g.code = t.code and g.due_on is not distinct from ${dueOn}::date)
        order by p.id, t.code`)),
    ];
    if (!targets.length) return ok({ n: 0 });
    const rows = targets.map(({ id: personId, tenant_id, code }) => ({
      ...{ tenantId: Number(tenant_id), id: newId(), personId, code, dueOn },
      ...{ assignedBy: ctx.actor.personId, assignedAt: ctx.now },
    }));
    const set = await ctx.db
      .insert(certificateGoals)
      .values(rows)
      .onConflictDoUpdate({
        target: [certificateGoals.tenantId, certificateGoals.personId, certificateGoals.code],
        set: { dueOn, assignedBy: ctx.actor.personId, assignedAt: ctx.now },
      })
      .returning({ id: certificateGoals.id, personId: certificateGoals.personId, code: certificateGoals.code });
    const unitOf = new Map(targets.map((one) => [one.id, one]));
    for (const { id, personId, code } of set) {
      const person = unitOf.get(personId)!;
      const subject = { id: personId, tenantId: Number(person.tenant_id), unitId: Number(person.unit_id) };
      await record(ctx, 'certificate.learning_assigned', subjectOf(id, subject), { after: { code, dueOn } });
    }
    return ok({ n: set.length });
  });
