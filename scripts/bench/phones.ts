import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { findChromium } from '../chromium.mjs';
import { type Arrival, measureArrival } from './arrival';
import { benchPassword, openBench } from './database';
import { openLine } from './line';
import { openPhone, press, type Seen, see, slow, untilKept } from './phone';
import { serve } from './processes';
import { signIn } from './visitor';

const opportunities = 3000;

export type PageSeen = { name: string; isDay: boolean; first: Seen; kept: Seen | null; inp: number; presses: number };
export type Phones = { opportunities: number; pages: PageSeen[]; pagesLoad: number; arrival: Arrival };

type Log = (message: string) => void;
type How = { times: number; phones: number; log: Log };

/** The pages on one slow phone, and many phones at once, in a small cluster that is thrown away. */
export async function benchPhones({ times, phones, log }: How): Promise<Phones> {
  const sizes = { accounts: opportunities / 3, opportunities, visits: opportunities * 3 };
  const bench = await openBench({ sizes, log });
  const sql = postgres(bench.ownerUrl, { max: 1, onnotice: () => {} });
  try {
    const web = await serve('build/programs/serve.js', bench.env, path.join(bench.dataDir, 'server.log'));
    try {
      const pages = await seePages(web.url, times, log);
      const pagesLoad = os.loadavg()[0] ?? 0;
      const arrival = await measureArrival(sql, web.url, phones);
      log(`arrival: ${JSON.stringify(arrival)}`);
      return { opportunities, pages, pagesLoad, arrival };
    } finally {
      await web.stop();
    }
  } finally {
    await sql.end();
    await bench.close();
  }
}

type Plan = { name: string; isDay: boolean; address: string; inPack: boolean; targets: string[] };

async function seePages(url: string, times: number, log: Log): Promise<PageSeen[]> {
  if (!findChromium()) return [];
  const cookie = await signIn(url, 'gen.manager@bench.test', benchPassword);
  const pack = (await (await fetch(`${url}/outbox/pack`, { headers: { Cookie: cookie } })).json()) as {
    pages: string[];
  };
  const account = pack.pages.find((page) => /^\/accounts\/[0-9a-f-]+$/.test(page));
  const plans: Plan[] = [
    {
      name: 'my day',
      isDay: true,
      address: '/today',
      inPack: true,
      targets: [
        'nav [data-day]:last-child a, [data-day]:last-child a',
        '[data-bottom-bar] summary, nav summary',
        'main a[href^="/visits/"]',
      ],
    },
    {
      name: 'list of opportunities',
      isDay: false,
      address: '/opportunities?shape=list',
      inPack: false,
      targets: ['main a[href^="/opportunities/"]', 'main button[type=button]', 'nav summary'],
    },
  ];
  if (account) {
    const targets = ['main a[href^="/opportunities/"]', 'main button[type=button]', 'main [role=tab], main nav a'];
    plans.push({ name: 'an account', isDay: false, address: account, inPack: true, targets });
  }
  const seen: PageSeen[] = [];
  for (const plan of plans) {
    const [first, kept, presses]: [Seen[], Seen[], number[]] = [[], [], []];
    for (let i = 0; i < times; i++) {
      const line = await openLine(Number(new URL(url).port));
      const phone = await openPhone(line, cookie);
      try {
        first.push(await see(phone, line, plan.address));
        line.become({ roundTripMs: 0, down: 1e9, up: 1e9 });
        await slow(phone.cdp, false);
        await untilKept(phone, plan.inPack ? plan.address : '/outbox');
        await slow(phone.cdp, true);
        kept.push(await see(phone, line, plan.address));
        presses.push(...(await press(phone, plan.address, plan.targets)));
      } finally {
        await phone.close();
        await line.close();
      }
    }
    const { name, isDay } = plan;
    const one = { name, isDay, first: middle(first), kept: middle(kept), inp: Math.max(0, ...presses) };
    log(`${name}: ${JSON.stringify(one)} presses ${presses}`);
    seen.push({ ...one, presses: presses.length });
  }
  return seen;
}

function middle(all: Seen[]): Seen {
  const result = { ...all[0]! };
  for (const key of Object.keys(result) as (keyof Seen)[]) {
    result[key] = all.map((one) => one[key]).sort((a, b) => a - b)[all.length >> 1]!;
  }
  return result;
}
