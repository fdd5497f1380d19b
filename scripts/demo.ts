import postgres from 'postgres';

const mark = 'jiketong demo';
const open = (url: string) => postgres(url, { max: 1, fetch_types: false, connect_timeout: 15, onnotice: () => {} });

// another start was quicker, by a moment or by a hair
const isThere = new Set(['42P04', '23505']);

/** Makes the database in a cluster of ours, unless it is there. */
export async function ensureDatabase(clusterUrl: string, name: string) {
  const sql = open(clusterUrl);
  try {
    const [found] = await sql`select 1 from pg_database where datname = ${name}`;
    if (!found)
      await sql`create database ${sql(name)}`.catch((error) => !isThere.has(error.code) && Promise.reject(error));
  } finally {
    await sql.end();
  }
}

/** Fills an empty database with the demo. Answers its sign-ins when the database holds the demo, whoever seeded it. */
export async function ensureDemo(ownerUrl: string, wanted: boolean, log: (message: string) => void) {
  const sql = open(ownerUrl);
  try {
    const [database] = await sql`
      select quote_ident(current_database()) as name, shobj_description(oid, 'pg_database') as note
      from pg_database where datname = current_database()`;
    const seeded = database?.note === mark;
    if (!seeded && !wanted) return undefined;
    const { demoSignIns, seedDemo } = await import('./seed');
    if (!seeded) {
      if (!(await seedDemo(ownerUrl, log))) return undefined;
      await sql.unsafe(`comment on database ${database?.name} is '${mark}'`);
    }
    return demoSignIns;
  } finally {
    await sql.end();
  }
}

/** Whether anybody can work with it yet. */
export async function hasCompany(ownerUrl: string) {
  const sql = open(ownerUrl);
  try {
    return (await sql`select 1 from tenants limit 1`).length > 0;
  } finally {
    await sql.end();
  }
}
