import postgres from 'postgres';
import { afterAll, expect, inject, it } from 'vitest';
import { countAttempt, forgiveAttempt } from '~/core/attempts.server';
import { newId } from '~/core/ids';
import { checkPassword } from '~/features/people/sign-in.server';

const limit = { name: 'test', most: 5, seconds: 60 };
const wide = { name: 'test-wide', most: 8, seconds: 60 };
const tooMany = { init: { status: 429, headers: { 'Retry-After': expect.stringMatching(/^[1-9]\d{0,2}$/) } } };

// as another web process has them
const others = postgres(inject('appUrl'), { max: 3, fetch_types: false, onnotice: () => {} });
const owner = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
afterAll(() => Promise.all([others.end(), owner.end()]));

it('of a thousand tries at once no more are let through than may be', async () => {
  const key = newId();
  const tries = await Promise.allSettled(Array.from({ length: 30 }, () => countAttempt([[limit, key]])));
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  await expect(countAttempt([[limit, key]])).rejects.toMatchObject(tooMany);
});

it('holds over all processes, and no address lies in the database', async () => {
  const email = `${newId()}@test.invalid`;
  for (let i = 0; i < 10; i++)
    expect(await checkPassword({ email, password: 'x' }, '198.51.100.7')).toMatchObject({ ok: false });
  const kept = await owner`select key from sign_in_attempts`;
  expect(kept.every(({ key }) => /^[\da-f]{64}$/.test(String(key)))).toBe(true);
  const [row] = await owner`select max(points) as points from sign_in_attempts where until > now()`;
  expect(Number(row?.points)).toBeGreaterThanOrEqual(10);
  await expect(checkPassword({ email, password: 'x' }, '198.51.100.7')).rejects.toMatchObject(tooMany);
  // the same account from elsewhere is not locked
  expect(await checkPassword({ email, password: 'x' }, '198.51.100.8')).toMatchObject({ ok: false });
  const refused = await others`select * from sign_in_attempts`.catch((error: { code: string }) => error.code);
  expect(refused).toBe('42501');
});

it('who is right is forgiven: all of the narrow limit, this try of the wider one', async () => {
  const key = newId();
  const attempt = [
    [limit, key],
    [wide, key],
  ] as const;
  for (let i = 0; i < 4; i++) await countAttempt(attempt);
  await countAttempt(attempt);
  await forgiveAttempt(attempt);
  for (let i = 0; i < 4; i++) await countAttempt(attempt); // 4 of 5, 8 of 8
  await expect(countAttempt([[wide, key]])).rejects.toMatchObject(tooMany);
});

it('begins anew when its time is over', async () => {
  const key = newId();
  for (let i = 0; i < 5; i++) await countAttempt([[limit, key]]);
  await expect(countAttempt([[limit, key]])).rejects.toMatchObject(tooMany);
  await owner`update sign_in_attempts set until = now() - interval '1 second'`;
  await countAttempt([[limit, key]]);
});
