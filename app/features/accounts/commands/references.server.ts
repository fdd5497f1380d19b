import { eq, type SQL, sql } from 'drizzle-orm';
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
  const chosen = fields.enterpriseId && (await enterpriseBy(ctx, eq(enterprises.id, fields.enterpriseId)));
  if (fields.enterpriseId && !chosen) return wrong('enterpriseId', 'error.choose');
  const enterpriseId = chosen || (enterpriseName && (await enterpriseNamed(ctx, enterpriseName)));
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

/** The group, or what it has become part of. */
async function enterpriseBy(ctx: Context, which: SQL) {
  const stays = sql<string>`coalesce(${enterprises.mergedIntoId}, ${enterprises.id})`;
  const [row] = await ctx.db.select({ id: stays }).from(enterprises).where(which).limit(1);
  return row?.id ?? null;
}

async function enterpriseNamed(ctx: Context, name: string): Promise<string> {
  const known = await enterpriseBy(ctx, eq(enterprises.name, name));
  if (known) return known;
  const id = newId();
  await ctx.db.insert(enterprises).values({ id, name });
  return id;
}
