import { fileURLToPath } from 'node:url';
import { hash } from '@node-rs/argon2';
import postgres from 'postgres';
import { today as businessDay } from '~/core/dates';
import { makeRows } from './seed/rows';

export const demoPassword = 'jiketong-demo';
/** Who can sign in to the demo, as lines for the screen, in the order a visitor would try them. */
export const demoSignIns: readonly string[] = [
  'manager@demo.test      客户经理 · 浙江',
  'lead@demo.test         销售主管 · 杭州政企一部',
  'director@demo.test     销售总监 · 浙江',
  'hq@demo.test           销售总监 · 集团',
  'admin@demo.test        管理员 · 集团',
  'admin.zj@demo.test     管理员 · 浙江',
  'manager.gd@demo.test   客户经理 · 广东',
  'service@demo.test      客服',
  'product@demo.test      产品经理 · 浙江',
  'product.hq@demo.test   产品总监 · 集团，管全国目录',
  'trainer@demo.test      培训师',
  'employee@demo.test     全员营销',
  'partner@demo.test      代理商',
  `password of all:       ${demoPassword}`,
];

/** Fills an empty database with the demo, as the owner of the tables. False when it holds a tenant already. */
export async function seedDemo(
  ownerUrl: string,
  log: (message: string) => void,
  options: { today?: string } = {},
): Promise<boolean> {
  const client = postgres(ownerUrl, { max: 1, fetch_types: false, onnotice: () => {} });
  try {
    const [found] = await client`select 1 from tenants limit 1`;
    if (found) return false;
    const passwordHash = await hash(demoPassword);
    const { writes, said } = makeRows(options.today ?? businessDay(new Date()), passwordHash);
    await client.begin(async (tx) => {
      for (const write of writes) await write(tx as unknown as postgres.Sql);
    });
    await client`analyze`;
    // learnt from, reminded of and renewed at once, not only in the demo's first night
    const [queue] = await client`select to_regnamespace('jobs') is not null as there`;
    if (queue?.there)
      for (const task of ['forecast.learn', 'contracts.follow', 'rewards.collect_all', 'certification.warn'])
        await client`select jobs.enqueue(${task}, '{}', ${task})`;
    log(`demo: ${said}`);
    return true;
  } finally {
    await client.end();
  }
}

/** Not awaited where the module is read: what it calls reads this module too. */
async function seedInstallation() {
  const log = (message: string) => console.log(message);
  const { openInstallation } = await import('./installation');
  const installation = await openInstallation(log);
  try {
    const [{ prepareDatabase }, { ensureDemo, hasCompany }] = await Promise.all([
      import('./migrate'),
      import('./demo'),
    ]);
    const { APP_DATABASE_URL: appUrl, JOBS_DATABASE_URL: jobsUrl } = process.env;
    await prepareDatabase(installation.ownerUrl, installation.dataDir, { appUrl, jobsUrl, log });
    if (await hasCompany(installation.ownerUrl)) log('The database holds a company already: nothing was changed.');
    else for (const line of (await ensureDemo(installation.ownerUrl, true, log)) ?? []) log(line);
  } finally {
    await installation.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) void seedInstallation();
