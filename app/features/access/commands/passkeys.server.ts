import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server';
import { and, desc, eq } from 'drizzle-orm';
import * as z from 'zod';
import { passkeys } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { keepChallenge, takeChallenge } from '../challenges.server';
import { oneself } from '../oneself';
import { type MadeKey, mostPasskeys } from '../passkey-input';
import { type Place, readKey } from '../place.server';
import { confirmOneself } from './password.server';

/** One's own keys, the newest first. */
export const listPasskeys = (ctx: Context) =>
  ctx.db
    .select({
      id: passkeys.id,
      name: passkeys.name,
      createdAt: passkeys.createdAt,
      lastUsedAt: passkeys.lastUsedAt,
      credentialId: passkeys.credentialId,
    })
    .from(passkeys)
    .where(eq(passkeys.personId, ctx.actor.personId))
    .orderBy(desc(passkeys.createdAt), desc(passkeys.id));

const kept = z.object({ use: z.literal('register'), personId: z.string(), challenge: z.string() });

/** What a device is asked to make a key for; against the password, since a key stays when the session is long gone. */
export async function askForNewPasskey(ctx: Context, { rpId }: Place, password: string, address: string) {
  if (!(await confirmOneself(ctx, password, address)))
    return refused('invalid', { fields: { password: 'access.password_wrong' } });
  const { actor } = ctx;
  const known = await listPasskeys(ctx);
  if (known.length >= mostPasskeys) return refused('access.passkeys_enough');
  const options = await generateRegistrationOptions({
    rpName: 'Jiketong',
    rpID: rpId,
    userName: actor.email,
    userDisplayName: actor.name,
    userID: new Uint8Array(Buffer.from(actor.personId.replaceAll('-', ''), 'hex')),
    excludeCredentials: known.map(({ credentialId }) => ({ id: credentialId })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  const challenge = { use: 'register', personId: actor.personId, challenge: options.challenge };
  return ok({ options, cookie: await keepChallenge(challenge, address) });
}

/** Keeps the public half of the key that was made. */
export async function addPasskey(
  ctx: Context,
  request: Request,
  { origin, rpId }: Place,
  { name, response }: { name: string; response: MadeKey },
): Promise<Result<null>> {
  const { personId } = ctx.actor;
  const challenge = kept.safeParse(await takeChallenge(request));
  if (!challenge.success || challenge.data.personId !== personId) return refused('access.passkey_wrong');
  const verified = await readKey(() =>
    verifyRegistrationResponse({
      response: response as Parameters<typeof verifyRegistrationResponse>[0]['response'],
      expectedChallenge: challenge.data.challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
    }),
  );
  if (!verified?.verified) return refused('access.passkey_wrong');
  const { credential } = verified.registrationInfo;
  return inTransaction(ctx, async (ctx) => {
    const id = newId();
    const added = await ctx.db
      .insert(passkeys)
      .values({
        id,
        personId,
        name,
        credentialId: credential.id,
        publicKey: Buffer.from(credential.publicKey).toString('base64url'),
        counter: credential.counter,
        transports: credential.transports ?? [],
        createdAt: ctx.now,
      })
      .onConflictDoNothing()
      .returning({ id: passkeys.id });
    if (!added.length) return refused('access.passkey_known');
    await record(ctx, 'person.passkey_added', oneself(ctx), { after: { name } });
    return ok(null);
  });
}

const own = (ctx: Context, id: string) => and(eq(passkeys.id, id), eq(passkeys.personId, ctx.actor.personId));

export const renamePasskey = (ctx: Context, { id, name }: { id: string; name: string }): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const [key] = await ctx.db.select({ name: passkeys.name }).from(passkeys).where(own(ctx, id));
    if (!key) throw notFound();
    if (key.name === name) return ok(null);
    await ctx.db.update(passkeys).set({ name }).where(own(ctx, id));
    await record(ctx, 'person.passkey_renamed', oneself(ctx), { before: { name: key.name }, after: { name } });
    return ok(null);
  });

export const removePasskey = (ctx: Context, id: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const [gone] = await ctx.db.delete(passkeys).where(own(ctx, id)).returning({ name: passkeys.name });
    if (!gone) throw notFound();
    await record(ctx, 'person.passkey_removed', oneself(ctx), { before: { name: gone.name } });
    return ok(null);
  });
