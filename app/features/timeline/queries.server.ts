import { type SQL, sql } from 'drizzle-orm';
import { interactions, journal, opportunityChanges, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { type Cursor, readCursor, writeCursor } from '~/core/paging';
import { inReach, inScope } from '~/core/scope.server';
import type { Direction } from '~/features/interactions/rules';
import { journalEvents, type TimelineKind } from './rules';

type Base = { id: string; at: string; who: string | null };
export type VisitEvent = Base & {
  type: 'visit';
  status: string;
  channel: string;
  visitType: string;
  purpose: string;
  note: string | null;
  nextStep: string | null;
  nextStepOn: string | null;
  minutes: number | null;
  distanceMetres: number | null;
  met: string | null;
  opportunityId: string | null;
  opportunityTitle: string | null;
};
export type DealEvent = Base & {
  type: 'deal';
  kind: string;
  opportunityId: string;
  title: string;
  from: { stage: string | null; stageEn: string | null; totalFen: number | null; closeOn: string | null };
  to: { stage: string | null; stageEn: string | null; totalFen: number | null; closeOn: string | null };
  note: string | null;
};
export type JournalEvent = Base & {
  type: 'journal';
  event: string;
  subjectId: string;
  subject: string;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  fromName: string | null;
  toName: string | null;
};
export type InteractionEvent = Base & {
  type: 'interaction';
  channel: string;
  direction: Direction;
  subject: string | null;
  text: string;
  met: string | null;
  nextStep: string | null;
  nextStepOn: string | null;
  source: string | null;
  opportunityId: string | null;
  opportunityTitle: string | null;
  ownerId: string;
};
export type TimelineEvent = VisitEvent | InteractionEvent | DealEvent | JournalEvent;
export type Stream = { events: TimelineEvent[]; after: string | null };

const perPage = 20;
type Row = Record<string, string | number | null>;
/** By what way, and of which department's doing. */
export type Narrowed = { channel: string | null; unitId: number | null };

/** The stream of one account, newest first: visits, what happened to its deals, and what the journal tells. */
export async function listTimeline(
  ctx: Context,
  accountId: string,
  kind: TimelineKind | null,
  after: string | null,
  { channel, unitId }: Narrowed = { channel: null, unitId: null },
): Promise<Stream> {
  const cursor = readCursor(after);
  const parts: Promise<TimelineEvent[]>[] = [];
  if (!kind || kind === 'visits') parts.push(visitEvents(ctx, accountId, cursor, channel, unitId));
  if (!kind || kind === 'interactions') parts.push(interactionEvents(ctx, accountId, cursor, channel, unitId));
  if ((!kind || kind === 'opportunities') && !channel) parts.push(dealEvents(ctx, accountId, cursor, unitId));
  const told =
    channel || kind === 'opportunities' || kind === 'interactions'
      ? []
      : kind
        ? journalEvents[kind]
        : Object.values(journalEvents).flat();
  if (told.length) parts.push(journalOf(ctx, accountId, told, cursor, unitId));
  const all = (await Promise.all(parts)).flat().sort((a, b) => b.at.localeCompare(a.at) || a.id.localeCompare(b.id));
  const events = all.slice(0, perPage);
  const last = events.at(-1);
  return { events, after: all.length > perPage && last ? writeCursor({ value: last.at, id: last.id }) : null };
}

/** Instants are compared in milliseconds, which is what a browser can hand back. */
const ms = (column: SQL) => sql`date_trunc('milliseconds', ${column})`;
function past(column: SQL, id: SQL, cursor: Cursor | null) {
  const value = String(cursor?.value ?? '');
  if (!cursor || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)) return sql`true`;
  const at = sql`${value}::timestamptz`;
  return sql`(${ms(column)} < ${at} or (${ms(column)} = ${at} and ${id} > ${cursor.id}::uuid))`;
}
/** Done by somebody who is now of the department or of a unit of it. */
const byUnit = (column: SQL, unitId: number | null) =>
  unitId === null
    ? sql`true`
    : sql`${column} in (select m.id from people m join unit_tree w on w.descendant_id = m.unit_id where w.ancestor_id = ${unitId})`;
const byChannel = (channel: string | null) => (channel === null ? sql`true` : sql`channel = ${channel}`);
const iso = (value: Row[string] | undefined) => new Date(value ?? 0).toISOString();
const text = (value: Row[string] | undefined) => (value === null || value === undefined ? null : String(value));
const num = (value: Row[string] | undefined) => (value === null || value === undefined ? null : Number(value));

async function visitEvents(
  ctx: Context,
  accountId: string,
  cursor: Cursor | null,
  channel: string | null,
  unitId: number | null,
): Promise<VisitEvent[]> {
  const rows = await ctx.db.execute<Row>(sql`
    select v.id, v.planned_at as at, p.name as who, v.status, v.channel, v.type, v.purpose, v.note, v.next_step, v.next_step_on,
      extract(epoch from v.ended_at - v.started_at)::int / 60 as minutes, v.distance_metres, v.opportunity_id, o.title as opportunity_title,
      (select string_agg(c.name, '、' order by c.influence desc nulls last) from visit_attendees t join contacts c on c.tenant_id = t.tenant_id and c.id = t.contact_id
        where t.tenant_id = v.tenant_id and t.visit_id = v.id) as met
    from (select * from visits where account_id = ${accountId} and ${inReach(ctx, visits.tenantId)} and deleted_at is null and status <> 'planned'
      and ${inScope(ctx, visits, visits.accountId)} and ${past(sql`planned_at`, sql`id`, cursor)}
      and ${byChannel(channel)} and ${byUnit(sql`owner_id`, unitId)}
      order by ${ms(sql`planned_at`)} desc, id limit ${perPage + 1}) v
    left join people p on p.id = v.owner_id left join opportunities o on o.tenant_id = v.tenant_id and o.id = v.opportunity_id`);
  return [...rows].map((row) => ({
    type: 'visit',
    id: String(row.id),
    at: iso(row.at),
    who: text(row.who),
    status: String(row.status),
    channel: String(row.channel),
    visitType: String(row.type),
    purpose: String(row.purpose),
    note: text(row.note),
    nextStep: text(row.next_step),
    nextStepOn: text(row.next_step_on),
    minutes: num(row.minutes),
    distanceMetres: num(row.distance_metres),
    met: text(row.met),
    opportunityId: text(row.opportunity_id),
    opportunityTitle: text(row.opportunity_title),
  }));
}

async function interactionEvents(
  ctx: Context,
  accountId: string,
  cursor: Cursor | null,
  channel: string | null,
  unitId: number | null,
): Promise<InteractionEvent[]> {
  const rows = await ctx.db.execute<Row>(sql`
    select i.id, i.at, p.name as who, i.channel, i.direction, i.subject, i.text, i.next_step, i.next_step_on, i.source, i.owner_id,
      c.name as met, i.opportunity_id, o.title as opportunity_title
    from (select * from interactions where account_id = ${accountId} and ${inReach(ctx, interactions.tenantId)} and deleted_at is null
      and ${inScope(ctx, interactions, interactions.accountId)} and ${past(sql`at`, sql`id`, cursor)}
      and ${byChannel(channel)} and ${byUnit(sql`owner_id`, unitId)}
      order by ${ms(sql`at`)} desc, id limit ${perPage + 1}) i
    left join people p on p.id = i.owner_id left join contacts c on c.tenant_id = i.tenant_id and c.id = i.contact_id
    left join opportunities o on o.tenant_id = i.tenant_id and o.id = i.opportunity_id`);
  return [...rows].map((row) => ({
    type: 'interaction',
    id: String(row.id),
    at: iso(row.at),
    who: text(row.who),
    channel: String(row.channel),
    direction: row.direction as Direction,
    subject: text(row.subject),
    text: String(row.text),
    met: text(row.met),
    nextStep: text(row.next_step),
    nextStepOn: text(row.next_step_on),
    source: text(row.source),
    opportunityId: text(row.opportunity_id),
    opportunityTitle: text(row.opportunity_title),
    ownerId: String(row.owner_id),
  }));
}

async function dealEvents(
  ctx: Context,
  accountId: string,
  cursor: Cursor | null,
  unitId: number | null,
): Promise<DealEvent[]> {
  const rows = await ctx.db.execute<Row>(sql`
    select c.id, c.at, p.name as who, c.kind, c.opportunity_id, o.title, f.name as from_stage, f.name_en as from_stage_en, s.name as to_stage,
      s.name_en as to_stage_en, c.from_total_fen, c.to_total_fen, c.from_close_on, c.to_close_on, c.note
    from (select * from opportunity_changes where account_id = ${accountId} and ${inReach(ctx, opportunityChanges.tenantId)} and kind <> 'owner'
      and ${inScope(ctx, opportunityChanges, opportunityChanges.accountId)} and ${past(sql`at`, sql`id`, cursor)} and ${byUnit(sql`by_id`, unitId)}
      order by ${ms(sql`at`)} desc, id limit ${perPage + 1}) c
    join opportunities o on o.tenant_id = c.tenant_id and o.id = c.opportunity_id left join people p on p.id = c.by_id
    left join stages f on f.id = c.from_stage_id left join stages s on s.id = c.to_stage_id`);
  return [...rows].map((row) => ({
    type: 'deal',
    id: String(row.id),
    at: iso(row.at),
    who: text(row.who),
    kind: String(row.kind),
    opportunityId: String(row.opportunity_id),
    title: String(row.title),
    from: {
      stage: text(row.from_stage),
      stageEn: text(row.from_stage_en),
      totalFen: num(row.from_total_fen),
      closeOn: text(row.from_close_on),
    },
    to: {
      stage: text(row.to_stage),
      stageEn: text(row.to_stage_en),
      totalFen: num(row.to_total_fen),
      closeOn: text(row.to_close_on),
    },
    note: text(row.note),
  }));
}

async function journalOf(
  ctx: Context,
  accountId: string,
  told: readonly string[],
  cursor: Cursor | null,
  unitId: number | null,
): Promise<JournalEvent[]> {
  const rows = await ctx.db.execute<Row>(sql`
    select j.id, j.at, p.name as who, j.event, j.subject_id, j.subject, j.before::text as before, j.after::text as after,
      f.name as from_name, t.name as to_name
    from (select * from journal where account_id = ${accountId} and ${inReach(ctx, journal.tenantId)} and event = any(${`{${told}}`}::text[])
      and ${inScope(ctx, journal, journal.accountId)} and ${past(sql`at`, sql`id`, cursor)} and ${byUnit(sql`actor_id`, unitId)}
      order by ${ms(sql`at`)} desc, id limit ${perPage + 1}) j
    left join people p on p.id = j.actor_id
    left join people f on j.event = 'account.assigned' and f.id = (j.before ->> 'ownerId')::uuid
    left join people t on j.event = 'account.assigned' and t.id = (j.after ->> 'ownerId')::uuid`);
  const object = (value: Row[string] | undefined) =>
    value ? (JSON.parse(String(value)) as Record<string, unknown>) : {};
  return [...rows].map((row) => ({
    type: 'journal',
    id: String(row.id),
    at: iso(row.at),
    who: text(row.who),
    event: String(row.event),
    subjectId: String(row.subject_id),
    subject: String(row.subject),
    before: object(row.before),
    after: object(row.after),
    fromName: text(row.from_name),
    toName: text(row.to_name),
  }));
}
