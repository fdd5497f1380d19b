import { and, eq, sql } from 'drizzle-orm';
import { people, roleGrants, units } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { isId } from '~/core/ids';
import { difference, record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { parsePhone } from '~/core/phone-number.server';
import { searchText } from '~/core/pinyin.server';
import { forbidden, notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { stale } from '../history.server';
import type { CreatePersonInput, UpdatePersonInput } from '../input';
import { leadsUnit, peopleInReach } from '../queries/reach.server';

type PersonRow = typeof people.$inferSelect;

export const subjectOf = (person: Pick<PersonRow, 'id' | 'tenantId' | 'unitId'>) => ({
  kind: 'person' as const,
  id: person.id,
  tenantId: person.tenantId,
  unitId: person.unitId,
});

/** The person for a command that changes them; 404 when unseen, 403 when not in a unit the administrator leads. */
export async function lockManaged(ctx: Context, id: string): Promise<PersonRow> {
  const [person] = isId(id)
    ? await ctx.db
        .select()
        .from(people)
        .where(and(eq(people.id, id), peopleInReach(ctx)))
    : [];
  if (!person) throw notFound();
  requirePermission(ctx.actor, 'people.manage');
  if (!(await leadsUnit(ctx, person.unitId))) throw forbidden('people.manage');
  await ctx.db.execute(sql`select 1 from people where id = ${id} for update`);
  return person;
}

/** A unit people may be put into: one that the administrator leads. */
async function managedUnit(ctx: Context, unitId: number) {
  const [unit] = await ctx.db.select().from(units).where(eq(units.id, unitId));
  return unit && (await leadsUnit(ctx, unitId)) ? unit : null;
}

function findable(input: { name: string; email: string; phone: string | null; employeeNo: string | null }) {
  return searchText({ name: input.name, person: true, extra: [input.employeeNo, input.phone, input.email] });
}

function checkPhone(typed: string | null): Result<string | null> {
  if (!typed) return ok(null);
  const phone = parsePhone(typed);
  return phone ? ok(phone.display) : refused('invalid', { fields: { phone: 'error.phone' } });
}

const emailTaken = refused('invalid', { fields: { email: 'person.email_taken' } });
const unitUnknown = refused('invalid', { fields: { unitId: 'person.unit_not_led' } });
const unitClosed = refused('invalid', { fields: { unitId: 'unit.is_closed' } });

export const createPerson = (ctx: Context, input: CreatePersonInput): Promise<Result<{ id: string }>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'people.manage');
    const unit = await managedUnit(ctx, input.unitId);
    if (!unit) return unitUnknown;
    if (unit.closedAt) return unitClosed;
    const phone = checkPhone(input.phone);
    if (!phone.ok) return phone;
    const { role, ...values } = { ...input, phone: phone.value, tenantId: unit.tenantId };
    const [added] = await ctx.db
      .insert(people)
      .values({ ...values, ...findable(values), createdAt: ctx.now, updatedAt: ctx.now })
      .onConflictDoNothing()
      .returning({ id: people.id });
    if (!added) {
      const [same] = await ctx.db
        .select({ id: people.id })
        .from(people)
        .where(and(eq(people.id, input.id), eq(people.email, input.email), peopleInReach(ctx)));
      return same ? ok(same) : emailTaken;
    }
    await ctx.db.insert(roleGrants).values({ personId: input.id, role, unitId: unit.id });
    await record(ctx, 'person.created', subjectOf({ ...values, unitId: unit.id }), {
      after: { name: values.name, email: values.email, unitId: unit.id, role },
    });
    return ok(added);
  });

async function save(ctx: Context, person: PersonRow, version: number, values: Partial<PersonRow>) {
  const [saved] = await ctx.db
    .update(people)
    .set({ ...values, version: version + 1, updatedAt: ctx.now })
    .where(and(eq(people.id, person.id), eq(people.version, version)))
    .returning({ id: people.id });
  return saved ? ok(saved) : stale(ctx, person.id);
}

export const updatePerson = (ctx: Context, id: string, input: UpdatePersonInput): Promise<Result<{ id: string }>> =>
  inTransaction(ctx, async (ctx) => {
    const person = await lockManaged(ctx, id);
    const { version, ...typed } = input;
    if (version !== person.version) return stale(ctx, id);
    const unit = await managedUnit(ctx, typed.unitId);
    if (!unit || unit.tenantId !== person.tenantId) return unitUnknown;
    if (unit.closedAt && unit.id !== person.unitId) return unitClosed;
    const phone = checkPhone(typed.phone);
    if (!phone.ok) return phone;
    const values = { ...typed, phone: phone.value, sellingLines: typed.sellingLines ?? person.sellingLines };
    const { changed, before, after } = difference(person as Record<string, unknown>, values);
    if (!changed.length) return ok({ id });
    if (changed.includes('email') && (await emailIsTaken(ctx, id, values.email))) return emailTaken;
    const saved = await save(ctx, person, version, { ...values, ...findable(values) });
    if (saved.ok) await record(ctx, 'person.changed', subjectOf({ ...person, unitId: unit.id }), { before, after });
    return saved;
  });

async function emailIsTaken(ctx: Context, id: string, email: string) {
  const rows = await ctx.db.execute<{ taken: boolean }>(sql`select app.email_taken(${id}, ${email}) as taken`);
  return rows[0]?.taken === true;
}

/** The last working day; null takes the leaving back. */
export const setLeaving = (ctx: Context, id: string, leftOn: string | null, version: number) =>
  inTransaction(ctx, async (ctx): Promise<Result<{ id: string }>> => {
    const person = await lockManaged(ctx, id);
    if (id === ctx.actor.personId) return refused('person.not_oneself');
    if (version !== person.version) return stale(ctx, id);
    if (leftOn !== null && person.joinedOn !== null && leftOn < person.joinedOn)
      return refused('invalid', { fields: { leftOn: 'person.left_before_joined' } });
    if (leftOn === null && (await managedUnit(ctx, person.unitId))?.closedAt) return refused('person.unit_closed');
    const saved = await save(ctx, person, version, { leftOn });
    if (saved.ok)
      await record(ctx, leftOn === null ? 'person.returned' : 'person.left', subjectOf(person), {
        before: { leftOn: person.leftOn },
        after: { leftOn },
      });
    return saved;
  });
