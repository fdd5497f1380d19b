import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type postgres from 'postgres';
import { makeCreditCode } from '~/core/credit-code';
import { bell, Dice, number9, of } from '../generate/dice';
import { brands, cities, endings, trades } from '../generate/words';
import { cpuMs } from './processes';

export type ImportRun = {
  rows: number;
  /** Of the whole job: every cell checked, every row looked up in scope, written and journalled. */
  seconds: number;
  rowsPerSecond: number;
  /** Processor milliseconds of the importing process and of the database for a thousand rows. */
  workerMs: number;
  databaseMs: number;
  peakMb: number;
  /** Taking the whole import back again. */
  undoRowsPerSecond: number;
};
type Place = { dataDir: string; appUrl: string; postmaster: number };
type Told = Pick<ImportRun, 'rows' | 'seconds' | 'workerMs' | 'peakMb'> & { undoSeconds: number };

const kinds = ['民营企业', '民企', '国有企业', '外资企业', '事业单位', '政府机关'];
const grades = ['A', 'B', 'C', 'D', 'A级', ''];
const industries = ['34', '35', '38', '39', '54', '59', '65', '66', '83', '84', '92', '52'];
const header =
  '客户名称,统一社会信用代码,客户编码,客户类型,行业,等级,客户经理,地区,地址,电话,注册资本（万元）,员工数,成立年份';

/** Accounts as a file brings them: every line another customer, every cell to be read, looked up or checked. */
function* lines(rows: number, owners: string[], seed: number): Generator<string> {
  yield `${header}\n`;
  for (let no = 0; no < rows; no++) {
    const dice = new Dice(seed, no);
    const city = of(dice, cities);
    const name = `${city.text}${of(dice, brands).text}${of(dice, brands).text}${of(dice, trades).text}${of(dice, endings).text}`;
    const phone = `16${number9(dice)}`;
    const cells = [
      name,
      makeCreditCode(() => dice.roll(), `91${city.region.code}`),
      `B${seed}-${no}`,
      of(dice, kinds),
      of(dice, industries),
      of(dice, grades),
      of(dice, owners),
      city.region.zh,
      `${city.region.zh}创业路${1 + Math.floor(dice.roll() * 999)}号`,
      phone,
      Math.round(Math.exp(7 + bell(dice) * 2)),
      Math.round(Math.exp(5 + bell(dice) * 1.6)),
      1980 + Math.floor(dice.roll() * 45),
    ];
    yield `${cells.join(',')}\n`;
  }
}

/** Imports that many generated accounts as a director of the largest company would, in a process of its own, and takes them back. */
export async function measureImport(sql: postgres.Sql, place: Place, rows: number): Promise<ImportRun> {
  const [who] = await sql<{ person: string; unit: number; tenant: number }[]>`
    select p.id as person, t.root_unit_id as unit, t.id as tenant from tenants t
    join role_grants g on g.unit_id = t.root_unit_id and g.role = 'sales_director' join people p on p.id = g.person_id
    order by (select count(*) from people o where o.tenant_id = t.id) desc limit 1`;
  if (!who) throw new Error('there is no director to import as');
  const owners = await sql<{ email: string }[]>`
    select p.email from people p join role_grants g on g.person_id = p.id and g.role = 'account_manager'
    where p.tenant_id = ${who.tenant} and p.email is not null order by p.id limit 200`;
  const file = path.join(place.dataDir, 'bench-import.csv');
  const emails = owners.map(({ email }) => email);
  // other customers each time, so that it can be run again in the same cluster
  const seed = Math.floor(performance.timeOrigin % 1_000_000);
  await pipeline(Readable.from(lines(rows, emails, seed)), createWriteStream(file));
  const before = cpuMs(place.postmaster, true);
  let databaseMs = 0;
  const told = await new Promise<Told>((done, fail) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/bench/import-run.ts'], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        APP_DATABASE_URL: place.appUrl,
        DATA_DIR: place.dataDir,
        IMPORT_FILE: file,
        IMPORT_PERSON: who.person,
        IMPORT_UNIT: String(who.unit),
      },
    });
    let told: Told | undefined;
    child.on('message', (message: Told | 'written') => {
      if (message === 'written') databaseMs = cpuMs(place.postmaster, true) - before;
      else told = message;
    });
    child.once('exit', (code) => (told ? done(told) : fail(new Error(`the import ended with ${code}`))));
  });
  await rm(file, { force: true });
  const { undoSeconds, seconds, workerMs, peakMb } = told;
  return {
    rows: told.rows,
    seconds,
    rowsPerSecond: Math.round(told.rows / seconds),
    workerMs: (workerMs / told.rows) * 1000,
    databaseMs: (databaseMs / told.rows) * 1000,
    peakMb,
    undoRowsPerSecond: Math.round(told.rows / undoSeconds),
  };
}
