import { eq, sql } from 'drizzle-orm';
import { enterprises } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { parsePhone } from '~/core/phone-number.server';
import { ok, type Result, refused } from '~/core/result';
import type { AccountFields } from '../input';
import { findAccount } from '../queries.server';
import { makesCircle } from '../rules';

const wrong = (field: string, message: string) => refused('invalid', { fields: { [field]: message } });

/** Turns what was typed about other rows (group, parent, telephone) into what is stored, or says which field is wrong. */
export async function resolveReferences(ctx: Context, account: { id: string; tenantId: number }, input: AccountFields) {
  const { enterpriseName, ...fields } = input;
  const phone = readPhone(fields.phone);
  if (!phone.ok) return phone;
  if (fields.parentId) {
    const circle = await checkParent(ctx, account, fields.parentId);
    if (circle) return circle;
  }
  const enterpriseId = fields.enterpriseId ?? (enterpriseName && (await enterpriseNamed(ctx, enterpriseName)));
  if (fields.enterpriseId && !(await exists(ctx, fields.enterpriseId))) return wrong('enterpriseId', 'error.choose');
  return ok({ ...fields, phone: phone.value, enterpriseId: enterpriseId || null });
}

export function readPhone(typed: string | null): Result<string | null> {
  if (!typed) return ok(null);
  const phone = parsePhone(typed);
  return phone ? ok(phone.display) : wrong('phone', 'account.phone_invalid');
}

async function checkParent(ctx: Context, account: { id: string; tenantId: number }, parentId: string) {
  const parent = await findAccount(ctx, parentId);
  if (!parent || parent.tenantId !== account.tenantId) return wrong('parentId', 'error.choose');
  const rows = await ctx.db.execute<{ id: string; parent_id: string | null }>(sql`
    with recursive line as (
      select id, parent_id from accounts where tenant_id = ${parent.tenantId} and id = ${parentId}
      union select a.id, a.parent_id from line l join accounts a on a.tenant_id = ${parent.tenantId} and a.id = l.parent_id
    ) select id, parent_id from line limit 100`);
  const above = new Map([...rows].map((row) => [row.id, row.parent_id]));
  return makesCircle(account.id, parentId, above) ? wrong('parentId', 'account.parent_circle') : null;
}

async function exists(ctx: Context, enterpriseId: string) {
  const [row] = await ctx.db.select({ id: enterprises.id }).from(enterprises).where(eq(enterprises.id, enterpriseId));
  return Boolean(row);
}

async function enterpriseNamed(ctx: Context, name: string): Promise<string> {
  const [known] = await ctx.db
    .select({ id: enterprises.id })
    .from(enterprises)
    .where(eq(enterprises.name, name))
    .limit(1);
  if (known) return known.id;
  const id = newId();
  await ctx.db.insert(enterprises).values({ id, name });
  return id;
}
