import { inject } from 'vitest';
import { newId } from '~/core/ids';
import { type FieldSchema, type Kind, kindOf } from './naughty-json';

export type Body = Record<string, unknown>;
/** One way of making a record through the API, and of changing it. */
export type Written = { name: string; path: string; create: FieldSchema; update: FieldSchema | null };

/** Where everything is made: records of a manager's, and the manager. */
export type Made = { account: string; opportunity: string; visit: string; owner: string; quote: string };

/** Months from far off on, so that none has a goal yet. */
let months = 0;
const nextMonth = () => {
  months += 1;
  return `${2100 + Math.floor(months / 12)}-${String(1 + (months % 12)).padStart(2, '0')}-01`;
};

/** What a record cannot be made without, by the resource. */
export const needsOf = ({ account, opportunity, visit, owner, quote }: Made): Record<string, () => Body> => ({
  accounts: () => ({ name: newId(), kind: 'private', grade: 'C' }),
  contacts: () => ({ accountId: account, name: '试' }),
  opportunities: () => ({ accountId: account, title: '试', oneOffFen: 100, monthlyFen: 0 }),
  visits: () => ({
    mode: 'plan',
    accountId: account,
    type: 'routine',
    channel: 'onsite',
    plannedAt: '2030-01-02T01:00:00Z',
    plannedMinutes: 60,
    purpose: '试',
  }),
  'visits 2': () => ({
    mode: 'log',
    accountId: account,
    type: 'routine',
    channel: 'onsite',
    plannedAt: '2026-01-05T01:00:00Z',
    plannedMinutes: 60,
    note: '试',
  }),
  interactions: () => ({
    accountId: account,
    channel: 'phone',
    direction: 'in',
    at: '2026-01-02T01:00:00Z',
    text: '试',
  }),
  commitments: () => ({ accountId: account, side: 'ours', text: '试', dueOn: '2030-01-02' }),
  // one of a number or company that is known already is closed at once
  leads: () => ({
    company: newId(),
    contactName: '试',
    phone: `138 ${String(Math.random()).slice(2, 10)}`,
    need: '试',
    source: 'manager',
  }),
  quotes: () => ({ opportunityId: opportunity, title: '试', months: 12 }),
  // pressed twice, there is one
  contracts: () => ({ quoteId: quote }),
  comments: () => ({ visitId: visit, text: '试' }),
  goals: () => ({ personId: owner, length: 'month', startsOn: nextMonth(), totalFen: 100, version: 0 }),
  webhooks: () => ({ name: '试', url: 'https://example.com/', events: ['account.updated'] }),
});

/** Fields that are no free text: they take some words only, and keep them in a form of their own. */
export const formed: Record<string, string> = {
  creditCode: 'has a check digit',
  phone: 'is dialled',
  mobile: 'is dialled',
  email: 'is written to',
  website: 'is opened',
  url: 'is called',
  regionCode: 'is of the divisions',
  industry: 'is of the classification',
  line: 'is of the product lines',
  pipeline: 'is one of the company’s processes, by its code',
  enterpriseName: 'names a record of its own, told as its id',
};

/** Made without a word. */
export const wordless = ['contracts', 'goals'];

/** The table of a resource that is not called like it. */
export const tableOf = (path: string) => (path === '/comments' ? 'visit_comments' : path.slice(1));

export const fieldsOf = ({ properties = {} }: FieldSchema, kind: Kind) =>
  Object.entries(properties).filter(([, schema]) => kindOf(schema) === kind);

type Document = Record<
  string,
  Record<string, { requestBody?: { content: { 'application/json': { schema: FieldSchema } } } }>
>;
const readDocument = async () =>
  ((await (await fetch(new URL('/api/v1/openapi.json', inject('baseUrl')))).json()) as { paths: Document }).paths;

/** The names of fields for free words, at any depth. */
export function wordsOf(schema: FieldSchema): string[] {
  const at = (name: string, one: FieldSchema): string[] => {
    const held = one.anyOf?.find(({ type }) => type !== 'null') ?? one;
    if (held.items) return wordsOf(held.items);
    return kindOf(held) === 'text' && !(name in formed) ? [name] : [];
  };
  return Object.entries(schema.properties ?? {}).flatMap(([name, one]) => at(name, one));
}

/** The names in a body, at any depth. */
export const namesIn = (body: unknown): string[] =>
  Array.isArray(body)
    ? body.flatMap(namesIn)
    : body && typeof body === 'object'
      ? Object.entries(body).flatMap(([name, value]) => [name, ...namesIn(value)])
      : [];

/** What is said of a record that is there, with words. */
export async function writtenVerbs() {
  const paths = await readDocument();
  return Object.entries(paths).flatMap(([path, { post }]) => {
    const schema = post?.requestBody?.content['application/json'].schema;
    return /[}][/]/.test(path) && schema && wordsOf(schema).length ? [{ path, schema }] : [];
  });
}

/** All that the API's own document says can be made. */
export async function everythingWritten(): Promise<Written[]> {
  const paths = await readDocument();
  const bodyOf = (path: string, method: string) =>
    paths[path]?.[method]?.requestBody?.content['application/json'].schema ?? null;
  return Object.keys(paths)
    .filter((path) => /^\/\w+$/.test(path) && bodyOf(path, 'post'))
    .flatMap((path) => {
      const create = bodyOf(path, 'post') as FieldSchema;
      const ways = create.oneOf ?? [create];
      return ways.map((way, i) => ({
        name: `${path.slice(1)}${i ? ` ${i + 1}` : ''}`,
        path,
        create: way,
        // what was made the last way is changed: a planned visit holds less than one that took place
        update: i === ways.length - 1 ? bodyOf(`${path}/{id}`, 'patch') : null,
      }));
    });
}
