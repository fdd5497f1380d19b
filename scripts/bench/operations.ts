import { addDays } from '~/core/dates';
import { newId } from '~/core/ids';
import type { Request } from './load';
import type { Sample } from './sample';

export type Operation = {
  key: string;
  name: string;
  /** Processor milliseconds, server and database; none for rows that are only told. */
  budgetMs?: number;
  /** The best of the peers at 100,000 opportunities, see `speed.md`. */
  peerMs?: number;
  expect: number;
  /** Measured in one short run. */
  isBrief?: boolean;
  requests(sample: Sample, count: number): Request[];
};

const get = (path: string, who: keyof Sample['cookies']) => (sample: Sample, count: number) =>
  Array.from({ length: count }, () => ({ path, cookie: sample.cookies[who] }));

const others: [path: string, who: keyof Sample['cookies'], name: string][] = [
  ['/review?by=person', 'director', 'review of a company by person'],
  ['/review/analysis', 'hq', 'conversion, days and ageing, everybody'],
  ['/review/analysis', 'director', 'conversion, days and ageing, one province'],
  ['/review/one-to-one', 'director', 'one-to-one, first person and deal'],
  ['/targets', 'director', 'goals and coverage of a province'],
  ['/forecast', 'director', 'forecast of a province'],
  ['/forecast', 'manager', 'my forecast'],
  ['/win-loss', 'hq', 'wins and losses of a year, everybody'],
  ['/win-loss', 'director', 'wins and losses of a year, one province'],
  ['/leads', 'director', 'leads of a province'],
  ['/approvals', 'director', 'approvals waiting'],
  ['/quotes', 'director', 'quotes of a province'],
  ['/catalogue', 'manager', 'catalogue'],
  ['/visits', 'hq', 'visits of everybody (group director)'],
  ['/visits?period=overdue', 'hq', 'visits overdue, everybody'],
  ['/visits', 'manager', 'my visits'],
  ['/coverage', 'director', 'who is not visited, one province'],
  ['/coverage', 'manager', 'who is not visited, mine'],
  ['/coverage/map', 'hq', 'coverage of the group by team and grade'],
  ['/coaching', 'hq', 'stream of visits to read (group director)'],
  ['/commitments', 'hq', 'commitments of everybody'],
  ['/commitments/kept', 'hq', 'commitments kept by unit, everybody'],
  ['/commitments', 'manager', 'my commitments'],
  ['/notices', 'manager', 'notices'],
  ['/outbox/pack', 'manager', 'what the phone carries'],
  ['/team', 'director', 'workload of a province'],
  ['/enterprises', 'hq', 'enterprises of the group'],
  ['/search?q=jt', 'director', 'page of results by initials'],
];

export const operations: readonly Operation[] = [
  {
    key: 'list_all',
    name: 'list of opportunities, all (group director), 50 rows',
    budgetMs: 6,
    peerMs: 68,
    expect: 200,
    requests: get('/opportunities?shape=list', 'hq'),
  },
  {
    key: 'list_province',
    name: 'list of opportunities, one province (director), 50 rows',
    budgetMs: 6,
    expect: 200,
    requests: get('/opportunities?shape=list', 'director'),
  },
  {
    key: 'list_mine',
    name: 'my opportunities (manager), 50 rows',
    budgetMs: 6,
    peerMs: 53,
    expect: 200,
    requests: get('/opportunities?shape=list', 'manager'),
  },
  {
    key: 'list_data',
    name: 'list of a province, data only (navigation)',
    expect: 200,
    requests: get('/opportunities.data?shape=list&_routes=routes%2F_app.opportunities._index', 'director'),
  },
  {
    key: 'board',
    name: 'board of one owner',
    budgetMs: 12,
    peerMs: 269,
    expect: 200,
    requests: get('/opportunities', 'manager'),
  },
  { key: 'review', name: 'review of everybody (group director)', expect: 200, requests: get('/review', 'hq') },
  { key: 'accounts', name: 'list of accounts, one province', expect: 200, requests: get('/accounts', 'director') },
  { key: 'today', name: 'home of a manager', expect: 200, requests: get('/today', 'manager') },
  {
    key: 'account',
    name: 'open an account',
    budgetMs: 8,
    peerMs: 36,
    expect: 200,
    requests: (sample, count) =>
      Array.from({ length: count }, (_, no) => ({
        path: `/accounts/${sample.accountIds[no % sample.accountIds.length]}`,
        cookie: sample.cookies.manager,
      })),
  },
  {
    key: 'search',
    name: 'search by part of the name (director)',
    budgetMs: 5,
    peerMs: 118,
    expect: 200,
    requests: (sample, count) =>
      Array.from({ length: count }, (_, no) => ({
        path: `/search.json?q=${encodeURIComponent(sample.terms[no % sample.terms.length]!)}`,
        cookie: sample.cookies.director,
      })),
  },
  {
    key: 'search_mine',
    name: 'search by part of the name (manager)',
    budgetMs: 5,
    expect: 200,
    requests: (sample, count) =>
      Array.from({ length: count }, (_, no) => ({
        path: `/search.json?q=${encodeURIComponent(sample.terms[no % sample.terms.length]!)}`,
        cookie: sample.cookies.manager,
      })),
  },
  {
    key: 'visit',
    name: 'log a visit',
    budgetMs: 4,
    peerMs: 19,
    expect: 302,
    requests: (sample, count) => Array.from({ length: count }, (_, no) => visit(sample, no)),
  },
  {
    key: 'opportunity',
    name: 'create an opportunity',
    budgetMs: 5,
    peerMs: 29,
    expect: 302,
    requests: (sample, count) => Array.from({ length: count }, (_, no) => opportunity(sample, no)),
  },
  ...others.map(([path, who, name]) => ({
    key: `${who} ${path}`,
    name,
    expect: 200,
    isBrief: true,
    requests: get(path, who),
  })),
];

/** Told from the bare server beside the limit: the kept sums alone, without a page. */
export const figuresOperation = {
  key: 'figures',
  name: 'sum per stage, everybody (figures alone)',
  budgetMs: 2,
  peerMs: 67,
  expect: 200,
};

/** Ten visits a day, one after the other, backwards from yesterday: a thousand at one time would be looked for in one another. */
const pastSlot = ({ yesterday }: Sample, no: number) =>
  `${addDays(yesterday, -Math.floor(no / 10))}T${String(8 + (no % 10)).padStart(2, '0')}:30`;

function visit(sample: Sample, no: number): Request {
  return {
    path: '/visits/new',
    cookie: sample.cookies.manager,
    fields: [
      ['id', newId()],
      ['mode', 'log'],
      ['accountId', sample.accountIds[no % sample.accountIds.length]!],
      ['type', 'routine'],
      ['channel', 'onsite'],
      ['plannedAt', pastSlot(sample, no)],
      ['plannedMinutes', '60'],
      ['purpose', '月度走访，核对电路运行与账单'],
      ['note', '向对方通报了上月运行情况，可用率达标。建议由200M再往上提一档，对方让先报个价。'],
    ],
  };
}

function opportunity(sample: Sample, no: number): Request {
  return {
    path: '/opportunities/new',
    cookie: sample.cookies.manager,
    fields: [
      ['id', newId()],
      ['accountId', sample.accountIds[no % sample.accountIds.length]!],
      ['title', '互联网专线扩容'],
      ['source', 'manager'],
      ['oneOffFen', '12000'],
      ['monthlyFen', '3800'],
      ['months', '24'],
      ['expectedCloseOn', sample.nextMonth],
    ],
  };
}
