import { Refusal } from './problem.server';

type Thrown = { data?: { reason?: string }; init?: { status?: number; headers?: Record<string, string> } };

/** Values of the wrong kind for their column, in a cursor made by hand. */
const isDataException = (error: unknown) => /^22/.test(String((error as { code?: unknown } | null)?.code ?? ''));

/** What a query, a command or this room itself refused with; null for a fault of ours. */
export function thrown(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  const { data, init } = (error ?? {}) as Thrown;
  if (init?.status && data?.reason) return new Refusal(init.status, data.reason, { headers: init.headers ?? {} });
  if (isDataException(error)) return new Refusal(422, 'invalid');
  return null;
}
