/** Ends the application's pool, if this process opened one. */
export async function closeDatabase() {
  if (!process.env.APP_DATABASE_URL) return;
  const { pool } = await import('~/core/db.server');
  await pool.end({ timeout: 5 });
}
