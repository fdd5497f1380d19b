import { tracer } from './tracing.server';

type Sum = { calls: number; ms: number; longest: number };

/** By their text, which has places instead of values. So many kinds the application has by far not. */
const sums = new Map<string, Sum>();
const mostKinds = 2000;

function count(text: string, ms: number) {
  const sum = sums.get(text);
  if (!sum) {
    if (sums.size < mostKinds) sums.set(text, { calls: 1, ms, longest: ms });
    return;
  }
  sum.calls += 1;
  sum.ms += ms;
  if (ms > sum.longest) sum.longest = ms;
}

/** Runs a statement and notes how long its answer took, waiting for those sent before it included. */
export async function timed<T>(text: string, run: () => PromiseLike<T>): Promise<T> {
  const began = performance.now();
  const end = tracer()?.statement(text);
  try {
    const answer = await run();
    end?.();
    return answer;
  } catch (error) {
    end?.(error);
    throw error;
  } finally {
    count(text, performance.now() - began);
  }
}

/** The slowest kinds of statement of this process since it began. */
export const slowestStatements = (most: number) =>
  [...sums]
    .filter(([, { calls }]) => calls >= 3)
    .map(([text, { calls, ms, longest }]) => ({
      text: text.replace(/\s+/g, ' ').slice(0, 2000),
      calls,
      mean: ms / calls,
      longest,
    }))
    .sort((one, other) => other.mean - one.mean)
    .slice(0, most);
