import { closeSync, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import type postgres from 'postgres';
import type { Request } from './load';
import { run } from './measure';

export type Plan = { operation: string; ms: number; query: string; plan: string; scansWhole: string[] };

const business =
  'accounts contacts assignments sites opportunities opportunity_changes visits visit_attendees needs commitments journal';
const wholeScan = new RegExp(`Seq Scan on (${business.replaceAll(' ', '|')})\\b`, 'g');

/** Flags for the server: counting statements always, explaining them when asked. */
export const planFlags = [
  'shared_preload_libraries=pg_stat_statements',
  'session_preload_libraries=auto_explain',
  'auto_explain.log_analyze=on',
  'auto_explain.log_buffers=on',
  'auto_explain.log_nested_statements=on',
  'auto_explain.log_timing=on',
];

/** Lets the server explain, as the application's own role and with its identity, whatever one request asks. */
export async function explain(
  sql: postgres.Sql,
  home: string,
  url: string,
  operation: string,
  request: Request,
): Promise<Plan[]> {
  const file = path.join(home, 'postgres.log');
  const from = statSync(file).size;
  await sql.unsafe('alter system set auto_explain.log_min_duration = 0');
  await sql`select pg_reload_conf()`;
  await pause(300);
  try {
    await run({ url, concurrency: 1, requests: [request] });
  } finally {
    await sql.unsafe('alter system reset auto_explain.log_min_duration');
    await sql`select pg_reload_conf()`;
    await pause(300);
  }
  return slowestOfEach(parse(tail(file, from))).map((plan) => ({ operation, ...plan }));
}

/** A statement asked many times, by functions above all, is told once; what takes no time and scans nothing is left out. */
function slowestOfEach(plans: Omit<Plan, 'operation'>[]) {
  const kept = new Map<string, Omit<Plan, 'operation'>>();
  for (const plan of plans) {
    const text = plan.query.replace(/\s*Query Parameters:[\s\S]*/, '');
    if ((kept.get(text)?.ms ?? -1) < plan.ms) kept.set(text, plan);
  }
  return [...kept.values()].filter(({ ms, scansWhole }) => ms >= 0.2 || scansWhole.length > 0);
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

function tail(file: string, from: number): string {
  const bytes = Buffer.alloc(statSync(file).size - from);
  const handle = openSync(file, 'r');
  readSync(handle, bytes, 0, bytes.length, from);
  closeSync(handle);
  return bytes.toString('utf8');
}

/** The log's entries that are plans: a head line, then lines that begin with a tab. */
export function parse(log: string): Omit<Plan, 'operation'>[] {
  return log.split(/\n(?=[^\t\n])/).flatMap((entry) => {
    const found = /duration: ([\d.]+) ms\s+plan:\n([\s\S]*)/.exec(entry);
    if (!found) return [];
    const body = found[2]!.replaceAll(/^\t/gm, '');
    const start = body.search(/^(?!Query Text:).*\(cost=/m);
    const query = body.slice(0, start).replace('Query Text: ', '').trim();
    const plan = body.slice(start).trimEnd();
    if (/^(select set_config|select app\.enter)/i.test(query)) return [];
    return [
      { ms: Number(found[1]), query, plan, scansWhole: [...plan.matchAll(wholeScan)].map(([, table]) => table!) },
    ];
  });
}
