import type postgres from 'postgres';
import { addDays, today } from '~/core/dates';
import { newId } from '~/core/ids';
import type { Belongings } from './belongings';
import type { Counted, Write } from './writes';

/** Writes that need something written before, several rows each, or come from a program. */
export const chainKinds = ['quote', 'lines', 'convert', 'bulk', 'upload', 'hand-over', 'api'] as const;
export type ChainKind = (typeof chainKinds)[number];
export const isChain = (kind: string): kind is ChainKind => (chainKinds as readonly string[]).includes(kind);

/** Deals that a bulk edit changes together. */
const together = 2;

/** Makes writes of these kinds in turn, out of what the desk has and what was taken before. */
export function chains({ leads, given, people, tokens, offering, photo }: Belongings) {
  let no = 0;
  let takers = 0;
  const deals: string[] = [];
  const quotes: string[] = [];
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
      const fields = { version: '1', offeringId: offering.id, where: 'whole', discountBp: '0' };
      return quote ? { id: quote, path: `/quotes/${quote}/lines`, fields } : null;
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
    },
    /** A database that may forget has forgotten what they hang on. */
    gone() {
      for (const list of [deals, quotes, visits]) list.length = 0;
    },
  };
}

/** Of each write how often it left its mark, and whether all that belongs to it is there. */
const marks: Record<ChainKind, string> = {
  quote: `select w.id, (select count(*) from journal j where j.subject_id = w.id and j.event = 'quote.created') as n,
    exists (select 1 from quotes q where q.id = w.id) as whole from w`,
  lines: `select w.id, (select count(*) from journal j where j.subject_id = w.id and j.event = 'quote.changed') as n,
    (select count(*) from quote_lines l where l.quote_id = w.id) = $2::int as whole from w`,
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
