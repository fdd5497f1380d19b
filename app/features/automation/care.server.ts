import type { Context } from '~/core/context.server';
import type { RuleSubject } from './rules';
import { fire, type Key, noteBroken } from './run.server';

/** What another try may mend: a database that is away or busy, and transactions that met. */
function passes(error: unknown): boolean {
  const { init, code } = error as { init?: { status?: number } | null; code?: unknown };
  return init?.status === 503 || String(code ?? '').startsWith('40');
}

export type Care = ReturnType<typeof takingCare>;

/** Keeps what goes wrong with one record, or one rule, from all others. */
export function takingCare(now: Date) {
  const left: unknown[] = [];
  const say = (message: string, about: object, error: unknown) =>
    console.log(JSON.stringify({ time: now, level: 'error', message, ...about, error: String(error) }));
  const of = (ruleId: string, work: () => Promise<unknown>) =>
    work().catch((error) => {
      say('a rule has work left', { ruleId }, error);
      left.push(error);
    });
  return {
    /** What is to be tried again, whatever else went well. */
    left,
    of,
    /** One occasion of one record: what breaks there is undone and noted for the administrators. */
    fire: (ctx: Context, key: Key, subject: RuleSubject, id: string, occasion: string, path?: string[]) =>
      fire(ctx, key, id, occasion, path).catch((error) =>
        of(key.ruleId, async () => {
          if (passes(error)) throw error;
          await noteBroken(ctx, key, subject, id, occasion);
          say('a rule broke on a record', { ...key, subject, id }, error);
        }),
      ),
  };
}
