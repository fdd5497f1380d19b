import type postgres from 'postgres';
import { addDays, today } from '~/core/dates';
import { newId } from '~/core/ids';
import type { Belongings } from './belongings';
import type { Counted, Write } from './writes';

/** Writes that need something written before, several rows each, or come from a program. */
export const chainKinds = [
  ...(['quote', 'lines', 'submit', 'approve', 'return', 'send'] as const),
  ...(['convert', 'bulk', 'upload', 'hand-over', 'api'] as const),
] as const;
export type ChainKind = (typeof chainKinds)[number];
export const isChain = (kind: string): kind is ChainKind => (chainKinds as readonly string[]).includes(kind);
/** Told a second time, they are refused: a quote waits for an answer once, and has it once. */
export const isOnce = (kind: string) => ['submit', 'approve', 'return'].includes(kind);

const ways = ['approve', 'return', 'send'] as const;
type Asked = { id: string; approvalId: string };

/** Deals that a bulk edit changes together. */
const together = 2;

/** Makes writes of these kinds in turn, out of what the desk has and what was taken before. */
export function chains({ no: desk, leads, given, people, tokens, offering, photo, decider }: Belongings) {
  let no = 0;
  let takers = 0;
  let drawn = desk;
  const deals: string[] = [];
  const quotes: string[] = [];
  /** With lines; and what becomes of each: sent at once, approved and sent, returned. */
  const drafts: { id: string; way: (typeof ways)[number] }[] = [];
  const asked: { approve: Asked[]; return: Asked[] } = { approve: [], return: [] };
  const allowed: { id: string; version: string }[] = [];
  let submitted: ((typeof drafts)[number] & { approvalId: string }) | undefined;
  let decided: Asked | undefined;
  const decide = (kind: 'approve' | 'return', fields: Record<string, string>) => {
    decided = asked[kind].shift();
    if (!decided) return null;
    const { approvalId } = decided;
    return { id: approvalId, path: '/approvals', cookie: decider, fields: { intent: kind, approvalId, ...fields } };
  };
  const visits: string[] = [];
  const waiting = [...leads];
  const bearer = (token: string, key: string) => ({ Authorization: `Bearer ${token}`, 'Idempotency-Key': key });
  const make: Record<ChainKind, (id: string) => (Omit<Write, 'kind' | 'id'> & { id?: string }) | null> = {
    quote: (id) =>
      deals[1]
        ? { path: '/quotes/new', fields: { id, opportunityId: deals[1], title: `报价${no}`, months: '24' } }
        : null,
    lines: () => {
      const quote = quotes.shift();
      if (!quote) return null;
      const way = ways[drawn++ % ways.length]!;
      drafts.push({ id: quote, way });
      const discountBp = way === 'send' ? '0' : '20';
      const fields = { version: '1', offeringId: offering.id, where: 'whole', discountBp };
      return { id: quote, path: `/quotes/${quote}/lines`, fields };
    },
    submit: () => {
      const draft = drafts.shift();
      submitted = draft && { ...draft, approvalId: newId() };
      if (!submitted) return null;
      const fields = { intent: 'submit', id: submitted.approvalId, version: '2' };
      return { id: submitted.id, path: `/quotes/${submitted.id}`, fields };
    },
    approve: () => decide('approve', {}),
    return: () => decide('return', { comment: '请补充说明' }),
    send: (id) => {
      const quote = allowed.shift();
      return quote ? { path: `/quotes/${quote.id}`, fields: { intent: 'send', id, version: quote.version } } : null;
    },
    convert: (id) => {
      const lead = waiting.shift();
      const ids = { accountId: newId(), contactId: newId(), opportunityId: id };
      const said = {
        name: `转化${id}`,
        kind: 'private',
        contactName: '王工',
        phone: '13800138000',
        title: `转化${no}`,
      };
      return lead ? { path: `/leads/${lead}/convert`, fields: { ...ids, account: 'new', ...said } } : null;
    },
    bulk: (id) => {
      const ids = deals.slice(1, 1 + together);
      if (ids.length < together) return null;
      const fields = {
        ...Object.fromEntries(ids.map((deal, at) => [`ids[${at}]`, deal])),
        change: 'next_step',
        nextStep: `批量${id}`,
        nextStepOn: addDays(today(new Date()), 5),
      };
      return { path: '/opportunities/bulk', fields };
    },
    upload: (id) => {
      const visit = visits.shift();
      return visit ? { path: `/visits/${visit}/files`, fields: { id, kind: 'photo' }, file: photo } : null;
    },
    'hand-over': (id) => ({
      path: `/api/v1/accounts/${given}/reassign`,
      headers: bearer(tokens.lead, id),
      fields: { ownerId: people[takers++ % people.length]!, reason: id },
    }),
    api: (id) => ({
      path: '/api/v1/accounts',
      headers: bearer(tokens.manager, id),
      fields: { id, name: `接口${id}`, kind: 'private', grade: 'C' },
    }),
  };
  return {
    next(): Write | null {
      const kind = chainKinds[no++ % chainKinds.length]!;
      const id = newId();
      const made = make[kind](id);
      return made && { id, kind, ...made };
    },
    taken({ kind, id }: Write) {
      // the first deal is edited step by step: nobody else touches it
      if (kind === 'opportunity' && deals.push(id) > 4) deals.splice(1, 1);
      if (kind === 'visit') visits.push(id);
      if (kind === 'quote') quotes.push(id);
      if (kind === 'submit' && submitted)
        if (submitted.way === 'send') allowed.push({ id, version: '3' });
        else asked[submitted.way].push({ id, approvalId: submitted.approvalId });
      if (kind === 'approve' && decided) allowed.push({ id: decided.id, version: '4' });
    },
    /** A database that may forget has forgotten what they hang on. */
    gone() {
      for (const list of [deals, quotes, visits, drafts, asked.approve, asked.return, allowed]) list.length = 0;
    },
  };
}

const decisions = (as: 'approved' | 'returned', quoteIs: string) =>
  `select w.id, (select count(*) from journal j where j.event = 'opportunity.approval_decided' and j.after ->> 'approvalId' = w.id::text
      and j.after ->> 'decision' = '${as}') as n,
    exists (select 1 from approvals a join quotes q on q.tenant_id = a.tenant_id and q.id = a.quote_id where a.id = w.id and a.state = '${as}'
      and ${quoteIs} and not exists (select 1 from approval_steps s where s.approval_id = a.id and s.state <> '${as}')) as whole from w`;

/** Of each write how often it left its mark, and whether all that belongs to it is there. */
const marks: Record<ChainKind, string> = {
  quote: `select w.id, (select count(*) from journal j where j.subject_id = w.id and j.event = 'quote.created') as n,
    exists (select 1 from quotes q where q.id = w.id) as whole from w`,
  lines: `select w.id, (select count(*) from journal j where j.subject_id = w.id and j.event = 'quote.changed') as n,
    (select count(*) from quote_lines l where l.quote_id = w.id) = $2::int as whole from w`,
  submit: `select w.id, (select count(*) from journal j where j.subject_id = w.id and j.event = 'quote.submitted') as n,
    exists (select 1 from quotes q where q.id = w.id and q.state <> 'draft' and (select count(*) from approvals a where a.quote_id = q.id)
      = exists (select 1 from quote_lines l where l.quote_id = q.id and l.discount_bp > 0)::int) as whole from w`,
  approve: decisions('approved', "q.state in ('approved', 'sent')"),
  return: decisions('returned', "q.state = 'returned'"),
  send: `select w.id, (select count(*) from quote_versions v join journal j on j.subject_id = v.quote_id and j.event = 'quote.sent' where v.id = w.id) as n,
    exists (select 1 from quote_versions v join quotes q on q.tenant_id = v.tenant_id and q.id = v.quote_id
      where v.id = w.id and q.state = 'sent' and (select count(*) from quote_versions o where o.quote_id = q.id) = 1) as whole from w`,
  convert: `select w.id, (select count(*) from journal j where j.event = 'lead.converted' and j.after ->> 'opportunityId' = w.id::text) as n,
    exists (select 1 from leads l join opportunities o on o.tenant_id = l.tenant_id and o.id = l.opportunity_id
      join accounts a on a.tenant_id = l.tenant_id and a.id = l.account_id and a.id = o.account_id
      join contacts c on c.tenant_id = l.tenant_id and c.id = l.contact_id and c.account_id = a.id
      where l.opportunity_id = w.id and l.state = 'converted') as whole from w`,
  bulk: `select w.id, (select count(*) from journal j where j.event = 'opportunity.updated' and j.after ->> 'nextStep' = '批量' || w.id)::numeric / ${together} as n,
    true as whole from w`,
  upload: `select w.id, (select count(*) from attachments f join journal j on j.subject_id = f.visit_id and j.event = 'visit.photo_added' where f.id = w.id) as n,
    true as whole from w`,
  'hand-over': `select w.id, (select count(*) from journal j where j.event = 'account.assigned' and j.after ->> 'reason' = w.id::text) as n,
    not exists (select 1 from journal j join accounts a on a.id = j.subject_id
      where j.event = 'account.assigned' and j.after ->> 'reason' = w.id::text and not exists (select 1 from assignments s
        where s.tenant_id = a.tenant_id and s.account_id = a.id and s.role = 'primary' and s.owner_id = a.owner_id and upper_inf(s.during))) as whole from w`,
  api: `select w.id, (select count(*) from journal j where j.subject_id = w.id and j.event = 'account.created') as n,
    (select count(*) from assignments s where s.account_id = w.id and s.role = 'primary') = 1 as whole from w`,
};

export async function countChain(sql: postgres.Sql, kind: ChainKind, ids: string[], prices: number): Promise<Counted> {
  const [found] = await sql.unsafe<{ lost: number; doubled: number; half: number }[]>(
    `with w as (select unnest($1::uuid[]) as id), counted as (${marks[kind]})
     select count(*) filter (where n = 0)::int as lost, count(*) filter (where n > 1)::int as doubled,
       count(*) filter (where n > 0 and (n < 1 or not whole))::int as half from counted`,
    kind === 'lines' ? [`{${ids}}`, prices] : [`{${ids}}`],
  );
  return { kind, acknowledged: ids.length, ...found! };
}
