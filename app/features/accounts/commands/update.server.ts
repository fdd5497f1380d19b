import { and, eq } from 'drizzle-orm';
import { accounts } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { difference, record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Refused, type Result, refused } from '~/core/result';
import { type CheckedCustom, readCustom } from '../../custom-fields/check.server';
import type { CustomInput } from '../../custom-fields/values';
import { type AccountChange, factSchema } from '../input';
import { type Account, lockAccount } from '../queries.server';
import type { AccountFact } from '../rules';
import { accountSearchText } from '../search-text.server';
import { type StaleDetails, stale } from '../stale.server';
import { codeTaken, takeCreditCode } from './credit-code.server';
import { readPhone, resolveReferences } from './references.server';

type Changed = Result<{ version: number }>;

export function updateAccount(ctx: Context, id: string, input: AccountChange & { version: number }): Promise<Changed> {
  return inTransaction(ctx, async (ctx) => {
    const account = await lockAccount(ctx, id);
    requirePermission(ctx.actor, 'account.update', account);
    if (account.version !== input.version) return stale(ctx, id);
    const { version: _, custom: sent, ...fields } = input;
    const resolved = await resolveReferences(ctx, account, fields);
    if (!resolved.ok) return resolved;
    const own = await readCustom(ctx, 'accounts', account, sent);
    return own.ok ? write(ctx, account, resolved.value, own.value) : own;
  });
}

/** One fact changed in place. */
export function setAccountFact(
  ctx: Context,
  id: string,
  input: { field: AccountFact; value: string; version: number },
): Promise<Changed> {
  return inTransaction(ctx, async (ctx) => {
    const account = await lockAccount(ctx, id);
    requirePermission(ctx.actor, 'account.update', account);
    if (account.version !== input.version) return staleFact(await stale(ctx, id), input.field);
    const parsed = factSchema(input.field).safeParse(input.value);
    if (!parsed.success) return atValue(parsed.error.issues[0]?.message ?? 'error.invalid');
    let { data } = parsed;
    if (input.field === 'phone') {
      const phone = readPhone(data as string | null);
      if (!phone.ok) return atValue('account.phone_invalid');
      data = phone.value;
    }
    const result = await write(ctx, account, { [input.field]: data });
    return !result.ok && result.fields?.creditCode ? { ...result, ...atValue(result.fields.creditCode) } : result;
  });
}

/** Only the company's own fields that are sent; what others it asks for is the form's to ask. */
export const setOwnFields = (
  ctx: Context,
  id: string,
  input: { custom: CustomInput; version: number },
): Promise<Changed> =>
  inTransaction(ctx, async (ctx) => {
    const account = await lockAccount(ctx, id);
    requirePermission(ctx.actor, 'account.update', account);
    if (account.version !== input.version) return stale(ctx, id);
    const own = await readCustom(ctx, 'accounts', account, input.custom, false);
    return own.ok ? write(ctx, account, {}, own.value) : own;
  });

/** Said at the value: whether the other person changed this very fact. */
function staleFact(refusal: Refused, field: AccountFact): Refused {
  const same = (refusal.details as StaleDetails | undefined)?.fields.includes(field);
  return { ...refusal, fields: { value: same ? 'account.stale_same' : 'account.stale_other' } };
}

const atValue = (message: string) => refused('invalid', { fields: { value: message } });

async function write(ctx: Context, account: Account, fields: Partial<Account>, own?: CheckedCustom): Promise<Changed> {
  const { changed, before, after } = difference(account, fields);
  if (!changed.length && !own?.isChanged) return ok({ version: account.version });
  const { creditCode } = fields;
  if (changed.includes('creditCode') && creditCode && !(await takeCreditCode(ctx, account, creditCode))) {
    return codeTaken(ctx, account, creditCode);
  }
  const version = account.version + 1;
  await ctx.db
    .update(accounts)
    .set({
      ...fields,
      ...(own?.isChanged && { custom: own.custom }),
      ...accountSearchText({ ...account, ...fields }),
      version,
      updatedAt: ctx.now,
    })
    .where(and(eq(accounts.tenantId, account.tenantId), eq(accounts.id, account.id)));
  const { tenantId, unitId, ownerId } = account;
  await record(
    ctx,
    'account.changed',
    { kind: 'account', id: account.id, tenantId, unitId, ownerId },
    { before: { ...before, ...own?.before }, after: { ...after, ...own?.after } },
  );
  return ok({ version });
}
