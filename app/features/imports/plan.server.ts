import { sql } from 'drizzle-orm';
import type { imports } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import type { CustomField } from '../custom-fields/rules';
import { moneyUnit } from './cells';
import { importFields } from './fields';
import { nameKey } from './near';
import { ownImportFields } from './own-fields';
import { listOwnFields } from './own-fields.server';
import type { MappedField } from './row';
import { type Answers, usualKey } from './rules';

export type ImportRow = typeof imports.$inferSelect;
export type Person = { id: string; name: string; email: string | null; employeeNo: string | null; unitId: number };
export type Offering = { id: string; code: string; name: string; nameEn: string | null };
export type Stage = {
  id: number;
  pipelineId: number;
  position: number;
  code: string;
  name: string;
  nameEn: string;
  type: 'open' | 'on_hold' | 'won' | 'lost';
  probability: number;
};
type Unit = { id: number; name: string };
type TargetUnit = Unit & { parentId: number | null; tenantId: number };
type Competitor = { id: string; name: string };
export type Enterprise = Competitor & { shortName: string | null; creditCode: string | null };

/** All that stays the same while one import runs: what to read, how, and the short lists it refers to. */
export type Plan = {
  import_: ImportRow & { keyField: string };
  fields: MappedField[];
  /** The company's own fields, in use. */
  own: CustomField[];
  answers: Answers;
  people: Person[];
  offerings: Offering[];
  stages: Stage[];
  competitors: Competitor[];
  /** Groups accounts may belong to; read only where the file names any. */
  enterprises: Enterprise[];
  /** Units of this tenant the person may write into. */
  units: Unit[];
  /** Answers found once a run per distinct text. */
  found: Map<string, unknown>;
};

/** Units of a tenant the person leads, the highest first: where an import may put its rows. */
export async function listTargetUnits(ctx: Context, tenantId?: number): Promise<TargetUnit[]> {
  const led = sql.raw(`'{${ctx.actor.ledUnits.map(Math.trunc).join(',')}}'::integer[]`);
  const rows = await ctx.db.execute<{ id: number; name: string; parent_id: number | null; tenant_id: number }>(sql`
    select u.id, u.name, u.parent_id, u.tenant_id from units u
    where exists (select 1 from unit_tree d where d.descendant_id = u.id and d.ancestor_id = any(${led}))
      and u.closed_at is null ${tenantId === undefined ? sql`` : sql`and u.tenant_id = ${tenantId}`}
    order by (select count(*) from unit_tree d where d.descendant_id = u.id), u.position, u.id`);
  return rows.map((row) => ({ id: row.id, name: row.name, parentId: row.parent_id, tenantId: row.tenant_id }));
}

async function listPeople(ctx: Context, tenantId: number): Promise<Person[]> {
  const rows = await ctx.db.execute<{
    id: string;
    name: string;
    email: string | null;
    employee_no: string | null;
    unit_id: number;
  }>(sql`
    select id, name, email, employee_no, unit_id from people
    where tenant_id = ${tenantId} and (left_on is null or left_on >= ${today(ctx.now)}::date)`);
  return rows.map(({ employee_no, unit_id, ...row }) => ({ ...row, employeeNo: employee_no, unitId: unit_id }));
}

async function listStages(ctx: Context, tenantId: number): Promise<Stage[]> {
  const rows = await ctx.db.execute<
    Omit<Stage, 'pipelineId' | 'nameEn'> & { pipeline_id: number; name_en: string }
  >(sql`
    select s.id, s.pipeline_id, s.position, s.code, s.name, s.name_en, s.type, s.probability from stages s
    where s.pipeline_id = (
      select p.id from pipelines p where (p.tenant_id is null or p.tenant_id = ${tenantId}) and p.published_at is not null and p.code = 'new_business'
      order by p.tenant_id nulls last, p.version desc limit 1)
    order by s.position`);
  return rows.map(({ pipeline_id, name_en, ...row }) => ({ ...row, pipelineId: pipeline_id, nameEn: name_en }));
}

async function listGroups(ctx: Context): Promise<Enterprise[]> {
  const rows = await ctx.db.execute<Competitor & { short_name: string | null; credit_code: string | null }>(
    // by the name of a double one means what it became part of
    sql`select distinct on (name, coalesce(merged_into_id, id)) coalesce(merged_into_id, id) as id, name,
      case when merged_into_id is null then short_name end as short_name, case when merged_into_id is null then credit_code end as credit_code
      from enterprises order by name, coalesce(merged_into_id, id), merged_into_id nulls first`,
  );
  return rows.map(({ short_name, credit_code, ...row }) => ({
    ...row,
    shortName: short_name,
    creditCode: credit_code,
  }));
}

export async function loadPlan(ctx: Context, import_: ImportRow): Promise<Plan> {
  const { tenantId } = import_;
  const [people, offerings, stages, competitors, units, own, enterprises] = await Promise.all([
    listPeople(ctx, tenantId),
    ctx.db.execute<{ id: string; code: string; name: string; name_en: string | null }>(
      sql`select id, code, name, name_en from offerings where tenant_id is null or tenant_id = ${tenantId}`,
    ),
    listStages(ctx, tenantId),
    ctx.db.execute<Competitor>(
      sql`select id, name from competitors where tenant_id is null or tenant_id = ${tenantId}`,
    ),
    listTargetUnits(ctx, tenantId),
    listOwnFields(ctx, tenantId, import_.kind),
    import_.mapping.enterprise === undefined ? [] : listGroups(ctx),
  ]);
  const fields = [...importFields[import_.kind], ...ownImportFields(own)].flatMap((field) => {
    const column = import_.mapping[field.name];
    return column === undefined ? [] : [{ ...field, column, unit: moneyUnit(import_.header[column] ?? '') }];
  });
  return {
    import_: { ...import_, keyField: import_.keyField ?? usualKey(import_.kind, import_.mapping) },
    fields,
    own,
    answers: import_.answers,
    people,
    offerings: offerings.map(({ name_en, ...row }) => ({ ...row, nameEn: name_en })),
    stages,
    competitors: [...competitors],
    enterprises,
    units: units.map(({ id, name }) => ({ id, name })),
    found: new Map(),
  };
}

/** A search done once a run for each distinct text; refers by content, so a million equal cells cost one. */
export function once<T>(plan: Plan, list: string, text: string, search: () => T): T {
  const key = `${list}\u0000${text}`;
  const known = plan.found.get(key) as T | undefined;
  if (known !== undefined) return known;
  const made = search();
  if (plan.found.size > 50_000) plan.found.clear(); // bounded, whatever the file holds
  plan.found.set(key, made);
  return made;
}

export const sameName = (a: string, b: string) => nameKey(a) === nameKey(b);
