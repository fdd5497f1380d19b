import sharp from 'sharp';
import { newId } from '~/core/ids';
import { makeToken } from '~/features/api/secret.server';
import { signIn } from '../bench/visitor';
import { demoPassword } from '../seed';
import type { Place } from './place';
import type { Desk } from './writes';

/** What chained writes take from: leads to convert, an account that goes to and fro, an offering with its prices, tokens, who decides. */
export type Belongings = {
  /** Which of the desks it is. */
  no: number;
  leads: string[];
  given: string;
  people: string[];
  tokens: { manager: string; lead: string };
  offering: { id: string; prices: number };
  photo: Uint8Array<ArrayBuffer>;
  /** The lead's, who decides about quotes. */
  decider: string;
};

/** What a manager may give away alone, and what the lead may allow. */
const authority = [
  ['account_manager', 500],
  ['team_lead', 9000],
] as const;

/** Arranged as the database's owner before anything is killed; each desk has its own. */
export async function openBelongings({ sql, url }: Place, desks: Desk[], writes: number): Promise<Belongings[]> {
  const token = async (email: string, role: string) => {
    const { token, tokenHash } = makeToken();
    await sql`insert into api_tokens (id, token_hash, person_id, role, name, kind, scopes, expires_at)
      select ${newId()}, ${tokenHash}, p.id, ${role}, 'faults', 'service', '{read,write}', now() + interval '1 day'
      from people p where p.email = ${email}`;
    return token;
  };
  const tokens = {
    manager: await token('manager@demo.test', 'account_manager'),
    lead: await token('lead@demo.test', 'team_lead'),
  };
  const rules = authority.map(([level, maxDiscountBp]) => ({
    ...{ level, maxDiscountBp, line: null, fromMonths: 1 },
    ...{ minMarginBp: null, maxTotalFen: null },
  }));
  await sql`insert into authority_matrices (id, tenant_id, revision, rules, published_at)
    select ${newId()}, p.tenant_id, coalesce(max(m.revision), 0) + 1, ${JSON.stringify(rules)}::text::jsonb, now()
    from people p left join authority_matrices m on m.tenant_id = p.tenant_id
    where p.email = 'manager@demo.test' group by p.tenant_id`;
  const decider = await signIn(url, 'lead@demo.test', demoPassword);
  const [offering] = await sql<{ id: string; prices: number }[]>`
    select o.id, count(distinct p.code)::int as prices from offerings o join offering_prices p on p.offering_id = o.id
    join people m on m.email = 'manager@demo.test' and (o.tenant_id is null or o.tenant_id = m.tenant_id)
    where o.lifecycle = 'launched' and o.certificate_code is null and p.approved_at is not null and p.valid_from <= app.today()
      and (p.valid_until is null or p.valid_until >= app.today()) group by o.id
    order by prices desc, o.id limit 1`;
  const [people] = await sql<{ ids: string }[]>`
    select m.id || ',' || (select c.id from people c join role_grants g on g.person_id = c.id and g.role = 'account_manager'
      where c.unit_id = m.unit_id and c.id <> m.id and c.left_on is null order by c.id limit 1) as ids
    from people m where m.email = 'manager@demo.test'`;
  const accounts = await sql<{ id: string }[]>`
    select a.id from accounts a join people p on p.id = a.owner_id
    where p.email = 'manager@demo.test' and a.deleted_at is null order by a.id desc limit ${desks.length}`;
  const grey = { width: 60, height: 60, channels: 3 as const, background: '#888' };
  const photo = new Uint8Array(await sharp({ create: grey }).jpeg().toBuffer());
  const [manager, colleague] = people!.ids.split(',') as [string, string];
  const each = Math.ceil(writes / desks.length / 10);
  return Promise.all(
    desks.map(async (_, n) => {
      const leads = await sql<{ id: string }[]>`
        insert into leads (tenant_id, id, unit_id, pool_unit_id, holder_id, state, source, company, contact_name, phone, need, accepted_at)
        select p.tenant_id, gen_random_uuid(), p.unit_id, p.unit_id, p.id, 'accepted', 'campaign', '待转化' || i, '王工', '13800138000', '专线', now()
        from people p, generate_series(1, ${each}) i where p.email = 'manager@demo.test' returning id`;
      const given = accounts[n]!.id;
      return {
        no: n,
        decider,
        leads: leads.map(({ id }) => id),
        given,
        people: [colleague, manager],
        tokens,
        offering: offering!,
        photo,
      };
    }),
  );
}
