import { type SQL, sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';

/** Who had a record before it went to somebody else along with its account. */
export type MovedRecord = { table: MovingTable; id: string; accountId: string; from: string; to: string };
/** Owners before a move by table and id, as the journal keeps them. */
export type FormerOwners = Partial<Record<MovingTable, Record<string, string>>>;

/** Old and new owner of each account, as a table `m` to join with: new_id, account_id, tenant_id, old_owner_id, owner_id, unit_id. */
export type Moving = SQL;

const at = (ctx: Context) => sql`${ctx.now.toISOString()}::timestamptz`;

/** What goes with an account: contacts and sites whole, of the rest what is still to be done. */
const goes = {
  opportunities: () => sql`r.deleted_at is null and r.stage_type in ('open', 'on_hold')`,
  visits: (ctx: Context) => sql`r.deleted_at is null and r.status = 'planned' and r.planned_at >= ${at(ctx)}`,
  contacts: () => sql`true`,
  sites: () => sql`true`,
  needs: () => sql`r.state in ('open', 'matched')`,
  commitments: () => sql`r.state = 'open' and r.deleted_at is null`,
};
type MovingTable = keyof typeof goes;
const tables = Object.keys(goes) as MovingTable[];
const versioned: readonly MovingTable[] = ['opportunities', 'visits', 'commitments'];

/** Changes the owner of the records that `source` (with tenant_id, account_id, owner_id as `m`) matches. */
async function changeOwners(ctx: Context, table: MovingTable, source: SQL, match: SQL): Promise<MovedRecord[]> {
  const name = sql.raw(table);
  const stamp = versioned.includes(table) ? sql`, version = r.version + 1, updated_at = ${at(ctx)}` : sql``;
  const rows = await ctx.db.execute<{ id: string; account_id: string; was: string; now: string }>(sql`
    update ${name} r set owner_id = m.owner_id ${stamp} from ${source}, ${name} old
    where r.tenant_id = m.tenant_id and r.account_id = m.account_id and ${match} and ${goes[table](ctx)}
    and old.tenant_id = r.tenant_id and old.id = r.id and r.owner_id <> m.owner_id
    returning r.id, r.account_id, old.owner_id as was, r.owner_id as now`);
  return [...rows].map((row) => ({ table, id: row.id, accountId: row.account_id, from: row.was, to: row.now }));
}

/** The account's records go to its new owner; of the promises those of its old owner, others keep theirs. */
export async function giveRecords(ctx: Context, moving: Moving): Promise<MovedRecord[]> {
  const moved: MovedRecord[] = [];
  for (const table of tables) {
    const match = table === 'commitments' ? sql`r.owner_id = m.old_owner_id` : sql`true`;
    moved.push(...(await changeOwners(ctx, table, moving, match)));
  }
  return moved;
}

/** Each record that went along when the account was last given away returns to who had it, unless it has gone on since. */
export async function returnRecords(ctx: Context, moving: Moving): Promise<MovedRecord[]> {
  const last = sql`(
    select distinct on (j.subject_id) j.tenant_id, j.subject_id as account_id, j.before -> 'owners' as owners, j.after ->> 'ownerId' as held_by
    from ${moving} join journal j on j.tenant_id = m.tenant_id and j.subject_id = m.account_id and j.event = 'account.assigned'
    order by j.subject_id, j.at desc, j.id desc) j`;
  const moved: MovedRecord[] = [];
  for (const table of tables) {
    const former = sql`(
      select j.tenant_id, j.account_id, j.held_by::uuid, o.key::uuid as id, o.value::uuid as owner_id
      from ${last}, jsonb_each_text(j.owners -> ${table}) o) m`;
    moved.push(...(await changeOwners(ctx, table, former, sql`r.id = m.id and r.owner_id = m.held_by`)));
  }
  return moved;
}

/** The history of the deals that moved. */
export async function writeDealMoves(ctx: Context, moved: MovedRecord[], note: string | null) {
  const deals = moved.filter(({ table }) => table === 'opportunities').map((deal) => ({ ...deal, new_id: newId() }));
  if (!deals.length) return;
  await ctx.db.execute(sql`
    insert into opportunity_changes (tenant_id, id, unit_id, owner_id, created_at, account_id, opportunity_id, kind, at, by_id, from_owner_id, to_owner_id, note)
    select o.tenant_id, b.new_id, o.unit_id, o.owner_id, ${at(ctx)}, o.account_id, o.id, 'owner', ${at(ctx)},
      ${ctx.actor.personId}::uuid, b."from", b."to", ${note}
    from jsonb_to_recordset(${JSON.stringify(deals)}::jsonb) as b(id uuid, "from" uuid, "to" uuid, new_id uuid)
    join opportunities o on o.id = b.id`);
}

export function formerOwners(moved: MovedRecord[]): FormerOwners {
  const owners: FormerOwners = {};
  for (const { table } of moved) owners[table] = {};
  for (const { table, id, from } of moved) owners[table]![id] = from;
  return owners;
}
