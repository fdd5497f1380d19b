import { sql } from 'drizzle-orm';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { ok, type Result, refused } from '~/core/result';
import { endKeys } from '~/features/people/commands/keys.server';
import { revokeOtherSessions } from '~/features/people/commands/sessions.server';
import { checkPassword, hashPassword } from '~/features/people/sign-in.server';
import { refuseKnown } from '../known-passwords.server';
import { oneself } from '../oneself';
import type { ChangePasswordInput } from '../password';

/** Whether it is really the person at their open session; limited like signing in. */
export async function confirmOneself({ actor }: Context, password: string, address: string) {
  const checked = await checkPassword({ email: actor.email, password }, address);
  return checked.ok && checked.value.personId === actor.personId;
}

/** One's own password; every other session ends, and every program unless it is to go on. */
export async function changePassword(
  ctx: Context,
  { current, password, keys }: ChangePasswordInput,
  address: string,
): Promise<Result<null>> {
  const { actor } = ctx;
  if (!(await confirmOneself(ctx, current, address)))
    return refused('invalid', { fields: { current: 'access.password_wrong' } });
  const known = await refuseKnown(password, [actor.email, actor.name]);
  if (known) return known;
  const hash = await hashPassword(password);
  return inTransaction(ctx, async (ctx) => {
    await ctx.db.execute(sql`select app.set_password(${actor.personId}, ${hash})`);
    await revokeOtherSessions(ctx);
    if (keys) await endKeys(ctx, actor.personId);
    await record(ctx, 'person.password_changed', oneself(ctx));
    return ok(null);
  });
}
