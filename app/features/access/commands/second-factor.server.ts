import { and, eq, isNotNull, isNull, lt } from 'drizzle-orm';
import { recoveryCodes, secondFactors } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { ok, type Result, refused } from '~/core/result';
import { type Taken, tryCode, wrongCode } from '../codes.server';
import { oneself } from '../oneself';
import { findOwnFactor } from '../queries.server';
import { hashCode, seal } from '../seal.server';
import { newRecoveryCodes, newSecret } from '../totp.server';

type Code = { code: string; address: string };

const mine = (ctx: Context) => eq(secondFactors.personId, ctx.actor.personId);

/** A new secret, which counts once a code of it was given. Asked again, the one not yet confirmed is another. */
export const beginSecondFactor = (ctx: Context): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const { personId } = ctx.actor;
    const factor = await findOwnFactor(ctx);
    if (factor?.confirmedAt) return refused('access.factor_on');
    await ctx.db.delete(secondFactors).where(and(mine(ctx), isNull(secondFactors.confirmedAt)));
    await ctx.db.insert(secondFactors).values({ personId, sealed: seal(newSecret(), personId), createdAt: ctx.now });
    await record(ctx, 'person.second_factor_begun', oneself(ctx));
    return ok(null);
  });

/** Switches it on with a first code; answers the recovery codes, of which only hashes are kept. */
export const confirmSecondFactor = (ctx: Context, { code, address }: Code): Promise<Result<{ codes: string[] }>> =>
  inTransaction(ctx, async (ctx) => {
    const { personId } = ctx.actor;
    const factor = await findOwnFactor(ctx);
    if (!factor) return refused('access.factor_not_begun');
    if (factor.confirmedAt) return refused('access.factor_on');
    const confirmed = await tryCode(
      { personId, sealed: factor.sealed },
      { typed: code, address, now: ctx.now, db: ctx.db },
      async (taken) => {
        if (!('step' in taken)) return null;
        const rows = await ctx.db
          .update(secondFactors)
          .set({ confirmedAt: ctx.now, lastStep: taken.step })
          .where(and(mine(ctx), isNull(secondFactors.confirmedAt)))
          .returning({ id: secondFactors.personId });
        return rows[0] ?? null;
      },
    );
    if (!confirmed) return wrongCode;
    await record(ctx, 'person.second_factor_on', oneself(ctx));
    return ok({ codes: await writeCodes(ctx) });
  });

async function writeCodes(ctx: Context) {
  const { personId } = ctx.actor;
  const codes = newRecoveryCodes();
  await ctx.db.delete(recoveryCodes).where(eq(recoveryCodes.personId, personId));
  await ctx.db.insert(recoveryCodes).values(codes.map((code) => ({ personId, codeHash: hashCode(code, personId) })));
  return codes;
}

/** Uses a code of one's own up. */
async function takeOwnCode(ctx: Context, taken: Taken) {
  const used =
    'step' in taken
      ? await ctx.db
          .update(secondFactors)
          .set({ lastStep: taken.step })
          .where(and(mine(ctx), isNotNull(secondFactors.confirmedAt), lt(secondFactors.lastStep, taken.step)))
          .returning({ id: secondFactors.personId })
      : await ctx.db
          .update(recoveryCodes)
          .set({ usedAt: ctx.now })
          .where(
            and(
              eq(recoveryCodes.personId, ctx.actor.personId),
              eq(recoveryCodes.codeHash, taken.code),
              isNull(recoveryCodes.usedAt),
            ),
          )
          .returning({ id: recoveryCodes.personId });
  return used[0] ?? null;
}

/** Runs a change of the own second factor for whoever shows a code of it. */
function withCode<T>(ctx: Context, { code, address }: Code, change: (ctx: Context) => Promise<T>): Promise<Result<T>> {
  return inTransaction(ctx, async (ctx) => {
    const factor = await findOwnFactor(ctx);
    if (!factor?.confirmedAt) return refused('access.factor_off');
    const owner = { personId: ctx.actor.personId, sealed: factor.sealed };
    const asked = { typed: code, address, now: ctx.now, db: ctx.db };
    const taken = await tryCode(owner, asked, (taken) => takeOwnCode(ctx, taken));
    return taken ? ok(await change(ctx)) : wrongCode;
  });
}

export const dropSecondFactor = (ctx: Context, code: Code): Promise<Result<null>> =>
  withCode(ctx, code, async (ctx) => {
    await ctx.db.delete(recoveryCodes).where(eq(recoveryCodes.personId, ctx.actor.personId));
    await ctx.db.delete(secondFactors).where(mine(ctx));
    await record(ctx, 'person.second_factor_off', oneself(ctx));
    return null;
  });

/** Ten new ones; those of before are void. */
export const renewRecoveryCodes = (ctx: Context, code: Code): Promise<Result<{ codes: string[] }>> =>
  withCode(ctx, code, async (ctx) => {
    await record(ctx, 'person.recovery_codes_renewed', oneself(ctx));
    return { codes: await writeCodes(ctx) };
  });
