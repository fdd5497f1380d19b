import { sql } from 'drizzle-orm';
import type { World } from './world';

/** The day as the database sees it; undone with the test. One test at a time may write the function. */
export async function setToday(w: World, day: string) {
  await w.owner.execute(sql`select pg_advisory_xact_lock(hashtext('app.today'))`);
  await w.owner.execute(
    sql.raw(
      `create or replace function app.today() returns date language sql stable parallel safe as $$ select date '${day}' $$`,
    ),
  );
}
