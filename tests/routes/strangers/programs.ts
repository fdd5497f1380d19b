import { inject } from 'vitest';
import { newId } from '~/core/ids';
import type { Program, Told } from '../../support/program';
import type { Stranger } from './people';
import type { Victim, Victims } from './scene';

export type Schema = {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  items?: Schema;
  required?: string[];
  minimum?: number;
};
type Parameter = { name: string; in: string; required: boolean; schema: Schema };
type Operation = {
  operationId: string;
  parameters: Parameter[];
  requestBody?: { content: { 'application/json': { schema: Schema } } };
};
export type Call = { method: string; path: string; operation: Operation };

/** Every operation of the API's own document. */
export async function everyCall(): Promise<Call[]> {
  const document = (await (await fetch(new URL('/api/v1/openapi.json', inject('baseUrl')))).json()) as {
    paths: Record<string, Record<string, Operation>>;
  };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
}

/** The victim of each resource, by the parameter of the pages it was made for. */
export const victimOf: Record<string, string> = {
  accounts: 'accountId',
  contacts: 'contactId',
  opportunities: 'opportunityId',
  visits: 'visitId',
  interactions: 'interactionId',
  commitments: 'commitmentId',
  leads: 'leadId',
  quotes: 'quoteId',
  contracts: 'contractId',
  offerings: 'offeringId',
  people: 'personId',
  webhooks: 'webhookId',
  enterprises: 'enterpriseId',
  sites: 'siteId',
  needs: 'needId',
  attachments: 'files/fileId',
  approvals: 'approvalId',
  comments: 'commentId',
  goals: 'goalId',
  forecasts: 'forecastId',
  courses: 'courseId',
  certificates: 'certificateId',
  rewards: 'rewardId',
  bundles: 'bundleId',
  promotions: 'promotionId',
  fields: 'fieldId',
  rules: 'automation/ruleId',
};
/** Resources of nobody in particular. */
export const common: Record<string, string> = {
  stages: 'a step of a process, the same words in every company',
  units: 'the organisation, which everybody knows',
};

/** What an id is of, by its name in a body or behind a question mark. */
const meant: Record<string, string> = {
  owner: 'personId',
  ownerId: 'personId',
  toId: 'personId',
  personId: 'personId',
  person: 'personId',
  personIds: 'personId',
  mentions: 'personId',
  account: 'accountId',
  parentId: 'accountId',
  reportsToId: 'contactId',
  contactIds: 'contactId',
  answersId: 'commentId',
  siteIds: 'siteId',
  opportunity: 'opportunityId',
  visit: 'visitId',
  quote: 'quoteId',
  contract: 'contractId',
};
export const keyOfId = (name: string, victims: Victims): string | undefined =>
  meant[name] ?? (name in victims ? name : undefined);

/** The victim's id, or for what is not there an id of its own by each name. */
export type Choose = (name: string) => string;
export const resourceOf = ({ path }: Call) => path.split('/')[1] ?? '';

export function picks(call: Call, victims: Victims, stranger: Stranger | null) {
  const own = victims[victimOf[resourceOf(call)] ?? 'accountId'] as Victim;
  const victim = (name: string) => victims[keyOfId(name, victims) ?? ''] ?? own;
  const made = new Map<Victim, string>();
  const theirs: Choose = (name) => victim(name).id;
  const missing: Choose = (name) => {
    const one = victim(name);
    if (stranger && one.seenBy(stranger)) return one.id;
    if (!made.has(one)) made.set(one, newId());
    return made.get(one) as string;
  };
  return { own, theirs, missing, absent: () => [...made.values()] };
}

/** A value a schema allows; where it asks for a record, the one picked by its name. */
function sample(schema: Schema, pick: Choose, name = 'id'): unknown {
  const [first] = schema.oneOf ?? schema.anyOf ?? [];
  if (first) return sample(first, pick, name);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1;
  if (type === 'boolean') return true;
  if (type === 'array') return schema.items ? [sample(schema.items, pick, name)] : [];
  if (type === 'object') {
    const needed = schema.required ?? [];
    const ofRecords = Object.entries(schema.properties ?? {}).filter(
      ([key, one]) => needed.includes(key) || /"uuid"/.test(JSON.stringify(one)),
    );
    return Object.fromEntries(ofRecords.map(([key, one]) => [key, sample(one, pick, key)]));
  }
  if (schema.format === 'uuid') return pick(name);
  if (schema.format === 'date') return '2030-01-01';
  if (schema.format === 'date-time') return '2030-01-01T09:00:00+08:00';
  return '13800138000';
}

/** Fresh ids of what would be made are not the victim's. */
function bodyOf({ operation }: Call, pick: Choose) {
  if (operation.operationId.endsWith('.bulk')) {
    const one = { id: pick('id'), version: 1 };
    return {
      items: [
        { ...one, do: 'update', body: {} },
        { ...one, do: 'remove' },
      ],
    };
  }
  const schema = operation.requestBody?.content['application/json'].schema;
  if (!schema) return undefined;
  const body = sample(schema, pick) as Record<string, unknown>;
  if (operation.operationId.endsWith('.create')) body.id = newId();
  return body;
}

/** Asks for what is picked, with a body of what the operation cannot do without and of every record it may name. */
export function ask(program: Program, call: Call, pick: Choose): Promise<Told> {
  const query = call.operation.parameters
    .filter((one) => one.in === 'query' && one.required)
    .map((one) => `${one.name}=${encodeURIComponent(String(sample(one.schema, pick, one.name)))}`);
  const headers: Record<string, string> = call.operation.parameters.some(({ name }) => name === 'If-Match')
    ? { 'If-Match': '"1"' }
    : {};
  const path = call.path.replace('{id}', pick('id')) + (query.length ? `?${query.join('&')}` : '');
  return program.ask(call.method, path, { body: bodyOf(call, pick), headers });
}

/** What an answer says, whichever records were asked for. */
export const stripped = ({ status, text }: Pick<Told, 'status' | 'text'>, ids: string[]) =>
  ids
    .reduce((all, id) => all.replaceAll(id, 'ID'), `${status} ${text}`)
    .replace(/\\?"requestId\\?":\\?"[^"\\]*\\?"/, '');
