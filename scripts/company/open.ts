import { createHash, randomBytes } from 'node:crypto';
import type postgres from 'postgres';
import { newId, numberedId } from '~/core/ids';
import { searchText } from '~/core/pinyin.server';
import type { UnitKind } from '~/features/people/rules';

export type Company = {
  code: string;
  /** Of the company; what is there already needs none. */
  name?: string;
  /** Code of the company it belongs to: a group's province. */
  under?: string;
  admin: { email: string; name: string; locale: 'zh-CN' | 'en' };
};

export class Unfit extends Error {}

/**
 * A company with its root unit and an administrator, or an administrator more for a company that is there.
 * Answers the secret of a link by which that person sets a password within a day; asked again, there is a new one.
 */
export function openCompany(sql: postgres.Sql, { code, name, under, admin }: Company): Promise<string> {
  return sql.begin(async (tx) => {
    // one at a time: two starts of this at once must not make two of a kind
    await tx`select pg_advisory_xact_lock(hashtext('jiketong company'))`;
    const tenant = (await companyOf(tx, code)) ?? (await addCompany(tx, code, name, under));
    const personId = await administrator(tx, tenant, admin);
    const secret = randomBytes(32).toString('base64url');
    await tx`
      insert into recovery_links (id, person_id, token_hash, expires_at)
      values (${newId()}, ${personId}, ${createHash('sha256').update(secret).digest('hex')}, now() + interval '1 day')`;
    await note(tx, tenant, 'person.recovery_sent', 'person', personId);
    return secret;
  }) as Promise<string>;
}

type Tenant = { id: number; rootUnitId: number };

const companyOf = async (tx: postgres.TransactionSql, code: string) =>
  (await tx<Tenant[]>`select id, root_unit_id as "rootUnitId" from tenants where code = ${code}`)[0];

async function addCompany(tx: postgres.TransactionSql, code: string, name?: string, under?: string): Promise<Tenant> {
  if (!name) throw new Unfit(`There is no company ${code} yet: say its --name.`);
  const above = under ? await companyOf(tx, under) : null;
  if (above === undefined) throw new Unfit(`There is no company ${under}.`);
  const [first] = await tx`select code from tenants order by id limit 1`;
  if (first && !above) throw new Unfit(`Say which company it belongs to: --under ${first.code}.`);
  const kind: UnitKind = above ? 'province' : 'group';
  const [tenant] = await tx<{ id: number }[]>`insert into tenants (code, name) values (${code}, ${name}) returning id`;
  const [root] = await tx<{ id: number }[]>`
    insert into units (tenant_id, parent_id, kind, name) values (${tenant!.id}, ${above?.rootUnitId ?? null}, ${kind}, ${name})
    returning id`;
  await tx`update tenants set root_unit_id = ${root!.id} where id = ${tenant!.id}`;
  const made = { id: tenant!.id, rootUnitId: root!.id };
  await note(tx, made, 'unit.created', 'unit', numberedId(root!.id), { name, kind });
  return made;
}

async function administrator(tx: postgres.TransactionSql, tenant: Tenant, { email, name, locale }: Company['admin']) {
  const [known] = await tx<{ id: string; tenant: number; gone: boolean }[]>`
    select id, tenant_id as tenant, coalesce(left_on < app.today(), false) as gone from people where lower(email) = ${email.toLowerCase()}`;
  if (known && (known.tenant !== tenant.id || known.gone))
    throw new Unfit(known.gone ? `${email} has left.` : `${email} belongs to another company.`);
  const id = known?.id ?? newId();
  if (!known) {
    const { pinyin, initials, search } = searchText({ name, person: true });
    await tx`
      insert into people (id, tenant_id, unit_id, name, pinyin, initials, search, email, locale)
      values (${id}, ${tenant.id}, ${tenant.rootUnitId}, ${name}, ${pinyin}, ${initials}, ${search}, ${email}, ${locale})`;
    await note(tx, tenant, 'person.created', 'person', id, { name });
  }
  const [granted] = await tx`
    insert into role_grants (person_id, role, unit_id) values (${id}, 'admin', ${tenant.rootUnitId})
    on conflict do nothing returning role`;
  if (granted) await note(tx, tenant, 'person.role_granted', 'person', id, { role: 'admin' });
  return id;
}

/** Done at the machine itself, so by nobody who signs in. */
const note = (
  tx: postgres.TransactionSql,
  tenant: Tenant,
  event: string,
  subject: 'person' | 'unit',
  id: string,
  after: Record<string, string> | null = null,
) => tx`
  insert into journal (tenant_id, id, at, event, subject, subject_id, unit_id, owner_id, after)
  values (${tenant.id}, ${newId()}, now(), ${event}, ${subject}, ${id}, ${tenant.rootUnitId},
    ${subject === 'person' ? id : null}, ${after ? JSON.stringify(after) : null}::jsonb)`;
