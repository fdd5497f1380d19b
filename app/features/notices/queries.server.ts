import { sql } from 'drizzle-orm';
import {
  accounts,
  automationRules,
  awards,
  certificateEvidence,
  certificateGoals,
  certificates,
  certificateTypes,
  commitments,
  contacts,
  contracts,
  courses,
  exams,
  exportSchedules,
  leads,
  notices,
  openings,
  opportunities,
  people,
  quotes,
  rewardEntries,
  visitComments,
  visitInvitations,
  visits,
  webhooks,
} from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { type Cursor, pageSize, writeCursor } from '~/core/paging';
import { inScope } from '~/core/scope.server';
import type { DigestRhythm, NoticeKind, NoticeSubject } from './rules';

export const noticeCap = 99;

type Row = {
  id: string;
  kind: NoticeKind;
  subject: NoticeSubject;
  subject_id: string;
  visit_id: string | null;
  due_on: string | null;
  moved_to: string | null;
  step: string | null;
  more: number | null;
  at: string;
  at_exact: string;
  read_at: string | null;
  actor: string | null;
  title: string | null;
  account: string | null;
  excerpt: string | null;
};

export type Notice = {
  id: string;
  kind: NoticeKind;
  subject: NoticeSubject;
  subjectId: string;
  visitId: string | null;
  dueOn: string | null;
  /** When a visit was moved to. */
  movedTo: Date | null;
  /** How far a lead that the person gave has come. */
  step: string | null;
  more: number;
  at: Date;
  isRead: boolean;
  actor: string | null;
  /** Null when the person may not see the record any more: then nothing of it is said. */
  title: string | null;
  account: string | null;
  excerpt: string | null;
};

type Narrow = { id?: string; isUnmailed?: boolean };

/**
 * What a person has been told, the latest first. A notice holds no text: the record is read now, in the person's scope
 * of now, so that who has lost sight of it reads nothing of it.
 */
export async function listNotices(ctx: Context, show: 'all' | 'unread', after: Cursor | null, narrow: Narrow = {}) {
  const { personId } = ctx.actor;
  const unread = show === 'unread' ? sql`and n.read_at is null` : sql``;
  const past = after ? sql`and (n.created_at, n.id) < (${String(after.value)}::timestamptz, ${after.id}::uuid)` : sql``;
  const only = narrow.id
    ? sql`and n.id = ${narrow.id}::uuid`
    : narrow.isUnmailed
      ? sql`and n.mailed_at is null`
      : sql``;
  const rows = await ctx.db.execute<Row>(sql`
    select n.id, n.kind, n.subject, n.subject_id, n.params->>'dueOn' as due_on, n.params->>'at' as moved_to, n.params->>'step' as step,
      (n.params->>'more')::int as more, n.created_at as at, n.created_at::text as at_exact, n.read_at,
      coalesce(p.name, g.name, r.name) as actor,
      coalesce(s.visit_id, case when n.subject = 'visit' then n.subject_id end) as visit_id, s.title,
      coalesce(a.name, case when n.subject = 'commitment' then app.promised_to(n.subject_tenant_id, n.subject_id) end) as account,
      left(c.text, 160) as excerpt
    from (select * from ${notices} n where n.person_id = ${personId} ${unread} ${past} ${only}
      order by n.created_at desc, n.id desc limit ${pageSize + 1}) n
    left join ${people} p on p.id = n.actor_id
    left join ${automationRules} r on r.tenant_id = n.subject_tenant_id and r.id = (n.params->>'ruleId')::uuid
    left join lateral (
      select coalesce(gc.name, gp.name) as name from ${visitInvitations} i
      left join ${contacts} gc on gc.tenant_id = i.tenant_id and gc.id = i.contact_id
      left join ${people} gp on gp.id = i.person_id
      where i.tenant_id = n.subject_tenant_id and i.id = (n.params->>'invitationId')::uuid) g on true
    left join lateral (
      select ${visits.purpose} as title, ${visits.accountId} as account_id, ${visits.id} as visit_id from ${visits}
        where n.subject = 'visit' and ${visits.tenantId} = n.subject_tenant_id and ${visits.id} = n.subject_id
          and ${visits.deletedAt} is null and ${inScope(ctx, visits, visits.accountId)}
      union all select ${accounts.name}, ${accounts.id}, null from ${accounts}
        where n.subject = 'account' and ${accounts.tenantId} = n.subject_tenant_id and ${accounts.id} = n.subject_id
          and ${accounts.deletedAt} is null and ${inScope(ctx, accounts, accounts.id)}
      union all select ${opportunities.title}, ${opportunities.accountId}, null from ${opportunities}
        where n.subject = 'opportunity' and ${opportunities.tenantId} = n.subject_tenant_id and ${opportunities.id} = n.subject_id
          and ${opportunities.deletedAt} is null and ${inScope(ctx, opportunities, opportunities.accountId)}
      union all select ${commitments.text}, ${commitments.accountId}, null from ${commitments}
        where n.subject = 'commitment' and ${commitments.tenantId} = n.subject_tenant_id and ${commitments.id} = n.subject_id
          and ${commitments.deletedAt} is null and ${inScope(ctx, commitments, commitments.accountId)}
      union all select ${leads.company}, null, null from ${leads}
        where n.subject = 'lead' and n.kind <> 'lead_step' and ${leads.tenantId} = n.subject_tenant_id and ${leads.id} = n.subject_id
          and ${leadHere(ctx)}
      union all select ${quotes.title}, ${quotes.accountId}, null from ${quotes}
        where n.subject = 'quote' and ${quotes.tenantId} = n.subject_tenant_id and ${quotes.id} = n.subject_id
          and ${inScope(ctx, quotes, quotes.accountId)}
      union all select ${contracts.title}, ${contracts.accountId}, null from ${contracts}
        where n.subject = 'contract' and ${contracts.tenantId} = n.subject_tenant_id and ${contracts.id} = n.subject_id
          and ${inScope(ctx, contracts, contracts.accountId)}
      union all select ${rewardEntries.title}, null, null from ${rewardEntries}
        where n.subject = 'reward' and ${rewardEntries.tenantId} = n.subject_tenant_id and ${rewardEntries.id} = n.subject_id
          and ${rewardEntries.personId} = ${personId}
      union all select coalesce(case when ${ctx.actor.locale} = 'en' then t.name_en end, t.name, x.code), null, null from (
          select c.tenant_id, c.code from ${certificates} c where c.tenant_id = n.subject_tenant_id and c.id = n.subject_id
          union all select e.tenant_id, e.code from ${certificateEvidence} e where e.tenant_id = n.subject_tenant_id and e.id = n.subject_id
          union all select g.tenant_id, g.code from ${certificateGoals} g where g.tenant_id = n.subject_tenant_id and g.id = n.subject_id) x
        left join ${certificateTypes} t on t.tenant_id = x.tenant_id and t.code = x.code where n.subject = 'certificate'
      union all select ${awards.title}, null, null from ${awards}
        where n.subject = 'award' and ${awards.tenantId} = n.subject_tenant_id and ${awards.id} = n.subject_id
          and ${personId}::uuid in (${awards.personId}, ${awards.nominatedBy})
      union all select ${openings.title}, null, null from ${openings}
        where n.subject = 'opening' and ${openings.tenantId} = n.subject_tenant_id and ${openings.id} = n.subject_id
      union all select ${courses.name}, null, null from ${courses}
        where n.subject = 'course' and ${courses.tenantId} = n.subject_tenant_id and ${courses.id} = n.subject_id
      union all select ${exams.name}, null, null from ${exams}
        where n.subject = 'exam' and ${exams.tenantId} = n.subject_tenant_id and ${exams.id} = n.subject_id
      union all select ${people.name}, null, null from ${people}
        where n.subject = 'person' and ${people.id} = n.subject_id and ${people.id} = ${personId}
      union all select ${webhooks.name}, null, null from ${webhooks}
        where n.subject = 'webhook' and ${webhooks.tenantId} = n.subject_tenant_id and ${webhooks.id} = n.subject_id and ${webhooks.deletedAt} is null
      union all select ${exportSchedules.name}, null, null from ${exportSchedules}
        where n.subject = 'export' and ${exportSchedules.tenantId} = n.subject_tenant_id and ${exportSchedules.id} = n.subject_id
          and ${exportSchedules.ownerId} = ${personId}
      union all select r.company, null, null from app.my_referrals(n.subject_id, null, null, 1) r
        where n.kind = 'lead_step') s on true
    left join ${accounts} a on a.tenant_id = n.subject_tenant_id and a.id = s.account_id
    left join ${visitComments} c on s.title is not null and c.tenant_id = n.subject_tenant_id
      and c.id = (n.params->>'commentId')::uuid and c.deleted_at is null
    order by n.created_at desc, n.id desc`);
  const list = [...rows];
  const last = list[pageSize - 1];
  return {
    rows: list.slice(0, pageSize).map(
      (row): Notice => ({
        id: row.id,
        kind: row.kind,
        subject: row.subject,
        subjectId: row.subject_id,
        visitId: row.visit_id,
        dueOn: row.due_on,
        movedTo: row.moved_to ? new Date(row.moved_to) : null,
        step: row.step,
        more: row.more ?? 0,
        at: new Date(row.at),
        isRead: row.read_at !== null,
        actor: row.title === null ? null : row.actor,
        title: row.title,
        account: row.account,
        excerpt: row.excerpt,
      }),
    ),
    after: list.length > pageSize && last ? writeCursor({ value: last.at_exact, id: last.id }) : null,
  };
}

/** Had by this person, or lying where they lead or pick: told by the wall itself, and here again for those who have it. */
const leadHere = ({ actor }: Context) =>
  sql`(${leads.holderId} = ${actor.personId} or ${leads.state} = 'pool' or ${actor.ledUnits.length > 0})`;

/** How many wait to be read, counted no further than the cap. */
export async function countNotices(ctx: Context): Promise<number> {
  const [row] = await ctx.db.execute<{ n: number }>(sql`
    select count(*)::int as n from (select 1 from ${notices} n where n.person_id = ${ctx.actor.personId}
      and n.read_at is null limit ${noticeCap + 1}) x`);
  return Number(row?.n ?? 0);
}

export type NoticeChoices = { muted: NoticeKind[]; mail: DigestRhythm; mailAtOnce: boolean };

/** The kinds the person does not want, and what they want by mail. */
export async function noticeChoicesOf(ctx: Context): Promise<NoticeChoices> {
  const rows = await ctx.db.execute<{ muted: NoticeKind[] | string; mail: DigestRhythm; mail_at_once: boolean }>(
    sql`select muted, mail, mail_at_once from notice_choices where person_id = ${ctx.actor.personId}`,
  );
  const [row] = rows;
  const muted = row?.muted ?? [];
  return {
    muted: typeof muted === 'string' ? (JSON.parse(muted) as NoticeKind[]) : muted,
    mail: row?.mail ?? 'off',
    mailAtOnce: row?.mail_at_once ?? false,
  };
}
