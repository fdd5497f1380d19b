import type postgres from 'postgres';
import { newId } from '~/core/ids';
import type { Stranger } from './people';

/** What is searched for may be repeated on the page; what only the hidden records hold may not. */
export const marker = 'MARKER7391';
export const canary = `${marker}CANARY`;
/** In records of the company, which some of its other units may see. */
export const companyCanary = `${marker}COMPANY`;

export type Row = { id: string } & Record<string, unknown>;
export type SeenBy = (stranger: Stranger) => boolean;
/** `namedTo`: who may be told its id, in a register all share or at the head of a board, without seeing it. */
export type Victim = { table: string; id: string; seenBy: SeenBy; namedTo: SeenBy };

export type Victims = Record<string, Victim>;

export const byNobody: SeenBy = () => false;
export const byAll: SeenBy = () => true;
export const byCompany: SeenBy = ({ from }) => from === 'beside';
/** By everybody who works there, and not by agents. */
export const byStaff: SeenBy = ({ from, role }) => from === 'beside' && role !== 'partner_agent';
/** By those of the same company who hold one of these roles, wherever in it. */
export const byKeepers =
  (...roles: string[]): SeenBy =>
  ({ from, role }) =>
    from === 'beside' && roles.includes(role);

/** Where victims are made: rows of one manager in Hangzhou and of his company. */
export class Scene {
  readonly victims: Victims = {};
  /** Where a code or a number must be the only one of its kind. */
  readonly code = `${companyCanary}-${newId().slice(-12)}`;
  private constructor(
    readonly sql: postgres.Sql,
    readonly me: { id: string; tenant_id: number; unit_id: number; lead_id: string; admin_id: string },
  ) {}

  static async open(sql: postgres.Sql) {
    const [me] = await sql`
      select p.id, p.tenant_id, p.unit_id, l.id as lead_id, a.id as admin_id from people p, people l, people a
      where p.email = 'manager@demo.test' and l.email = 'lead@demo.test' and a.email = 'admin.zj@demo.test'`;
    if (!me) throw new Error('the demo has no manager');
    return new Scene(sql, me as never);
  }

  /** `name`: the route parameter, with the address before it where one name stands for two things. */
  keep = (name: string, table: string, row: Row, seenBy: SeenBy = byNobody, namedTo = seenBy) => {
    this.victims[name] = { table, id: row.id, seenBy, namedTo };
    return row;
  };

  insert = async (table: string, row: Record<string, unknown>): Promise<Row> => {
    const [made] = await this.sql<Row[]>`
      insert into ${this.sql(table)} ${this.sql({ id: newId(), ...row } as never)} returning *`;
    return made as Row;
  };

  /** A row like one of the demo, whole as the product wrote it, but for what is named. `like` is a condition on `t`. */
  copy = async (table: string, like: string, changes: Record<string, unknown> = {}): Promise<Row> => {
    const columns = await this.sql<{ name: string }[]>`
      select column_name as name from information_schema.columns
      where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER' order by ordinal_position`;
    const names = columns.map(({ name }) => `"${name}"`);
    const [row] = await this.sql.unsafe<Row[]>(
      `insert into ${table} (${names.join()}) select ${names.map((name) => `n.${name}`).join()}
       from (select * from ${table} t where ${like} order by 2 limit 1) t
       cross join lateral jsonb_populate_record(null::${table}, to_jsonb(t) || $1::text::jsonb) n returning *`,
      [JSON.stringify({ id: newId(), ...changes })],
    );
    if (!row) throw new Error(`the demo has no row of ${table} where ${like}`);
    return row;
  };

  /** All that was kept, as it lies in the database now. */
  rows = () =>
    Promise.all(
      Object.entries(this.victims).map(async ([name, { table, id }]) => {
        const [found] = await this.sql.unsafe(`select to_jsonb(t) as row from ${table} t where id = $1`, [id]);
        return { name, row: found?.row };
      }),
    );
}
