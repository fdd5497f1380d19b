import { ok, type Result } from '~/core/result';
import { type findWaiting, finishSession } from '~/core/session.server';
import { tryCode, wrongCode } from './codes.server';

type Waiting = NonNullable<Awaited<ReturnType<typeof findWaiting>>>;

/** The second step of signing in; answers the cookie of the whole session. */
export async function finishSignIn(
  request: Request,
  waiting: Waiting,
  asked: { typed: string; address: string | undefined; now: Date },
): Promise<Result<{ cookie: string }>> {
  const address = asked.address ?? 'unknown';
  const cookie = await tryCode(waiting, { ...asked, address }, (taken) => finishSession(request, taken));
  return cookie === null ? wrongCode : ok({ cookie });
}
