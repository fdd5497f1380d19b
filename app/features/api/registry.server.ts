import type { Resource, Sub, Write } from './resource.server';
import { accountResource } from './resources/accounts.server';
import { approvalResource } from './resources/approvals.server';
import { attachmentResource } from './resources/attachments.server';
import { commentResource } from './resources/comments.server';
import { commitmentResource } from './resources/commitments.server';
import { enterpriseResource, fieldResource, ruleResource, unitResource } from './resources/company.server';
import { contactResource } from './resources/contacts.server';
import { contractResource } from './resources/contracts.server';
import { forecastResource, goalResource } from './resources/goals.server';
import { interactionResource } from './resources/interactions.server';
import { leadResource } from './resources/leads.server';
import { certificateResource, courseResource, rewardResource } from './resources/learning.server';
import { needResource } from './resources/needs.server';
import { opportunityResource } from './resources/opportunities.server';
import { quoteResource } from './resources/quotes.server';
import { offeringResource, personResource } from './resources/read-only.server';
import { bundleResource, promotionResource } from './resources/selling.server';
import { siteResource } from './resources/sites.server';
import { stageResource } from './resources/stages.server';
import { visitResource } from './resources/visits.server';
import { webhookResource } from './resources/webhooks.server';
import type { ResourceName } from './rules';
import type { Access } from './scopes';

export const resources: Record<ResourceName, Resource> = {
  accounts: accountResource,
  contacts: contactResource,
  opportunities: opportunityResource,
  stages: stageResource,
  visits: visitResource,
  interactions: interactionResource,
  commitments: commitmentResource,
  leads: leadResource,
  quotes: quoteResource,
  contracts: contractResource,
  offerings: offeringResource,
  people: personResource,
  webhooks: webhookResource,
  enterprises: enterpriseResource,
  sites: siteResource,
  needs: needResource,
  attachments: attachmentResource,
  approvals: approvalResource,
  comments: commentResource,
  goals: goalResource,
  forecasts: forecastResource,
  courses: courseResource,
  certificates: certificateResource,
  rewards: rewardResource,
  bundles: bundleResource,
  promotions: promotionResource,
  units: unitResource,
  fields: fieldResource,
  rules: ruleResource,
};

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
export type Operation = {
  resource: Resource;
  method: Method;
  /** Below /api/v1, with `{id}` for the record's. */
  path: string;
  /** `list`, `get`, `create`, `update`, `remove`, `bulk`, `deleted`, a verb or what hangs on a record. */
  action: string;
  sub?: Sub;
  access: Access;
  write?: Write;
};

function operationsOf(resource: Resource): Operation[] {
  const { name, create, update, remove, binned, oneByOne, verbs = {}, subs = {} } = resource;
  const one = `/${name}/{id}`;
  const changing = (method: Method, path: string, action: string, write: Write | undefined): Operation[] =>
    write ? [{ resource, method, path, action, access: 'write', write }] : [];
  return [
    { resource, method: 'GET', path: `/${name}`, action: 'list', access: 'read' },
    ...changing('POST', `/${name}`, 'create', create),
    ...(create && !oneByOne
      ? [{ resource, method: 'POST' as const, path: `/${name}/bulk`, action: 'bulk', access: 'write' as const }]
      : []),
    ...(binned
      ? [{ resource, method: 'GET' as const, path: `/${name}/deleted`, action: 'deleted', access: 'read' as const }]
      : []),
    { resource, method: 'GET', path: one, action: 'get', access: 'read' },
    ...Object.entries(subs).map(
      ([action, sub]): Operation => ({
        resource,
        method: 'GET',
        path: `${one}/${action}`,
        action,
        access: 'read',
        sub,
      }),
    ),
    ...changing('PATCH', one, 'update', update),
    ...changing('DELETE', one, 'remove', remove),
    ...Object.entries(verbs).flatMap(([verb, write]) => changing('POST', `${one}/${verb}`, verb, write)),
  ];
}

/** Everything the interface can do: what requests are matched with and what the document is made of. */
export const operations: readonly Operation[] = Object.values(resources).flatMap(operationsOf);

export type Matched = { operation: Operation; id: string } | { allowed: Method[] };

/** The operation of an address; the methods it takes when this is none of them, and none at all for a strange one. */
export function match(method: string, path: string): Matched {
  const parts = path.split('/').filter(Boolean);
  const fits = operations.filter(({ path: pattern }) => {
    const steps = pattern.split('/').filter(Boolean);
    return steps.length === parts.length && steps.every((step, i) => step === '{id}' || step === parts[i]);
  });
  // `bulk` and `deleted` are no ids
  const exact = fits.filter(({ path }) => !path.includes('{id}'));
  const candidates = exact.length ? exact : fits;
  const operation = candidates.find((one) => one.method === (method === 'HEAD' ? 'GET' : method));
  return operation ? { operation, id: parts[1] ?? '' } : { allowed: [...new Set(candidates.map((one) => one.method))] };
}
