import postgres from 'postgres';

const presence = 724_000_200;

/**
 * Says that a worker is alive, and gives back the jobs of workers that were killed: the queue itself would keep them for
 * four hours. Only the first worker does so, which it knows by a lock that every living one shares.
 * Returns what to call at the end.
 */
export async function arrive(connectionString: string) {
  const sql = postgres(connectionString, { max: 1, max_lifetime: null, fetch_types: false, onnotice: () => {} });
  try {
    const [first] = await sql`select pg_try_advisory_lock(${presence}) as alone`;
    if (first?.alone) {
      const [{ queue } = { queue: null }] =
        await sql`select to_regclass('graphile_worker._private_jobs')::text as queue`;
      if (queue) {
        await sql`
          select graphile_worker.force_unlock_workers(array(
            select distinct locked_by from graphile_worker._private_jobs where locked_by is not null))`;
      }
    }
    await sql`select pg_advisory_lock_shared(${presence})`;
    if (first?.alone) await sql`select pg_advisory_unlock(${presence})`;
  } catch (error) {
    await sql.end();
    throw error;
  }
  return () => sql.end({ timeout: 5 });
}
