import { sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { listGaps } from './gaps.server';
import { getLearner } from './learner.server';
import { listMissing } from './needs.server';

export type Happened = {
  kind: 'issued' | 'revoked' | 'handed_in' | 'refused' | 'assigned';
  name: string;
  nameEn: string | null;
  /** A day. */
  on: string;
  validUntil: string | null;
  certificateId: string | null;
};

/** One person as whoever looks after their learning sees them: what is missing, what happened, what waits for it. */
export async function getProfile(ctx: Context, personId: string) {
  requirePermission(ctx.actor, 'certificate.read');
  const learner = await getLearner(ctx, personId);
  if (!learner.isLookedAfter) throw notFound();
  const [facts, happened, missing, gaps] = await Promise.all([
    ctx.db.execute<{ title: string | null; unit: string; role: string | null }>(sql`
      select p.title, u.name as unit, (select g.role from role_grants g where g.person_id = p.id order by g.role limit 1) as role
      from people p join units u on u.id = p.unit_id where p.id = ${personId}::uuid`),
    ctx.db.execute<{
      kind: Happened['kind'];
      name: string;
      name_en: string | null;
      on_day: string;
      valid_until: string | null;
      certificate_id: string | null;
    }>(sql`
      select x.kind, coalesce(t.name, x.code) as name, t.name_en, x.at::text as on_day, x.valid_until::text, x.certificate_id from (
        select 'issued' as kind, code, issued_on as at, valid_until, id as certificate_id from certificates where person_id = ${personId}::uuid
        union all select 'revoked', code, (revoked_at at time zone 'Asia/Shanghai')::date, null, id from certificates
          where person_id = ${personId}::uuid and revoked_at is not null
        union all select case when is_accepted is null then 'handed_in' else 'refused' end, code,
            (coalesce(decided_at, proposed_at) at time zone 'Asia/Shanghai')::date, null, null from certificate_evidence
          where person_id = ${personId}::uuid and is_accepted is not true
        union all select 'assigned', code, (assigned_at at time zone 'Asia/Shanghai')::date, due_on, null from certificate_goals
          where person_id = ${personId}::uuid) x
      left join certificate_types t on t.tenant_id = ${learner.tenantId} and t.code = x.code
      order by x.at desc limit 6`),
    listMissing(ctx, personId),
    listGaps(ctx, learner.tenantId, { ownerId: personId }),
  ]);
  const [fact] = facts;
  const day = today(ctx.now);
  return {
    id: learner.id,
    name: learner.name,
    title: fact?.title ?? null,
    role: fact?.role ?? null,
    unit: fact?.unit ?? '',
    joinedOn: learner.joinedOn,
    day,
    missing,
    happened: [...happened].map(
      (row): Happened => ({
        ...{ kind: row.kind, name: row.name, nameEn: row.name_en, on: row.on_day },
        ...{ validUntil: row.valid_until, certificateId: row.certificate_id },
      }),
    ),
    gaps,
  };
}
export type Profile = Awaited<ReturnType<typeof getProfile>>;
