// npm run company -- --code zj --name 浙江公司 [--under hq] --admin EMAIL [--admin-name NAME] [--locale en]: the first
// company and administrator of an installation, a province more, or a new way in for an administrator who has lost theirs.
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import * as z from 'zod';
import { type Company, openCompany, Unfit } from './company/open';
import { openInstallation } from './installation';
import { prepareDatabase } from './migrate';

const usage =
  'npm run company -- --code CODE --admin EMAIL [--name COMPANY] [--under CODE] [--admin-name NAME] [--locale zh-CN|en]';
const { values } = parseArgs({
  options: {
    code: { type: 'string' },
    name: { type: 'string' },
    under: { type: 'string' },
    admin: { type: 'string' },
    'admin-name': { type: 'string' },
    locale: { type: 'string', default: 'zh-CN' },
  },
});
const asked = z
  .object({
    code: z.string().regex(/^[a-z0-9-]{2,30}$/, '--code: two to thirty small letters, digits and dashes'),
    name: z.string().trim().min(1).max(80).optional(),
    under: z.string().optional(),
    admin: z.object({
      email: z.email('--admin: an e-mail address'),
      name: z.string().trim().min(1).max(80),
      locale: z.enum(['zh-CN', 'en'], '--locale: zh-CN or en'),
    }),
  })
  .safeParse({
    ...values,
    admin: { email: values.admin, name: values['admin-name'] ?? values.admin, locale: values.locale },
  });
if (!asked.success) {
  console.error(`${[...new Set(asked.error.issues.map(({ message }) => message))].join('\n')}\n${usage}`);
  process.exit(2);
}

const installation = await openInstallation(() => {});
const sql = postgres(installation.ownerUrl, { max: 1, fetch_types: false, onnotice: () => {} });
try {
  await prepareDatabase(installation.ownerUrl, installation.dataDir, {
    appUrl: process.env.APP_DATABASE_URL,
    jobsUrl: process.env.JOBS_DATABASE_URL,
    log: () => {},
  });
  const secret = await openCompany(sql, asked.data as Company);
  const origin = process.env.ORIGIN || `http://localhost:${process.env.PORT || 3000}`;
  console.error(`${asked.data.admin.email} sets a password here, once and within a day:`);
  console.log(`${origin}/recover/${secret}`);
} catch (error) {
  if (!(error instanceof Unfit)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await sql.end();
  await installation.close();
}
