import { notReady } from '~/core/readiness.server';

/** The process can serve: the database answers and has this version's tables. */
export async function loader() {
  const reason = await notReady();
  const headers = { 'Cache-Control': 'no-store', ...(reason && { 'Retry-After': '2' }) };
  return Response.json(reason ? { status: 'not_ready', reason } : { status: 'ready' }, {
    status: reason ? 503 : 200,
    headers,
  });
}
