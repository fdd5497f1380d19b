import { faultText } from './fault';

type Where = { id?: string; path?: string; tool?: string };

/** The line of a fault of ours, under the number that its answer carries; `path` as the access log says it. */
export function logFault(error: unknown, where: Where) {
  const cause = error instanceof Error && error.cause !== undefined ? { cause: faultText(error.cause) } : {};
  console.error(JSON.stringify({ time: new Date(), level: 'error', ...where, error: faultText(error), ...cause }));
}
