/** The process answers; says nothing about the database. */
export const loader = () => Response.json({ status: 'live' }, { headers: { 'Cache-Control': 'no-store' } });
