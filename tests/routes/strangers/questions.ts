import { inject } from 'vitest';
import { newId } from '~/core/ids';
import { tally } from '../../support/tally';
import { canary } from './scene';

/** A question of a program, at any of the addresses programs ask at. */
export async function asked(token: string, method: string, path: string, body?: unknown) {
  tally();
  const answer = await fetch(new URL(path, inject('baseUrl')), {
    method,
    headers: {
      'Accept-Language': 'en',
      Accept: 'application/json, text/event-stream',
      Authorization: `Bearer ${token}`,
      'If-Match': '"1"',
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: answer.status, text: await answer.text() };
}

const forum: [string, string, object][] = [
  ['partyManagement/v4/organization', 'accountId', { name: 'x' }],
  ['partyManagement/v4/individual', 'contactId', { fullName: 'x' }],
  ['customerManagement/v4/customer', 'accountId', { name: 'x' }],
  ['salesManagement/v4/salesLead', 'leadId', { name: 'x' }],
  ['salesManagement/v4/salesOpportunity', 'opportunityId', { name: 'x' }],
  ['quoteManagement/v4/quote', 'quoteId', { description: 'x' }],
  ['troubleTicket/v4/troubleTicket', 'commitmentId', { status: 'resolved' }],
];
const days = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString();
export type Question = { method: string; path: string; body?: unknown };
/** What names one record, by where it is asked. */
export const questions = (id: (key: string) => string): Question[] => [
  ...forum.flatMap(([path, key, change]) => [
    { method: 'GET', path: `/tmf-api/${path}/${id(key)}` },
    { method: 'PATCH', path: `/tmf-api/${path}/${id(key)}`, body: change },
  ]),
  {
    method: 'POST',
    path: '/tmf-api/troubleTicket/v4/troubleTicket',
    body: {
      description: 'x',
      requestedResolutionDate: days(30),
      relatedParty: [{ id: id('accountId'), role: 'customer' }],
    },
  },
  {
    method: 'POST',
    path: '/api/interactions',
    body: {
      externalKey: newId(),
      accountId: id('accountId'),
      channel: 'phone',
      direction: 'in',
      at: days(-1),
      text: 'x',
      source: 'x',
    },
  },
  ...[
    { name: 'account_brief', arguments: { accountId: id('accountId') } },
    { name: 'draft_visit', arguments: { accountId: id('accountId'), startedAt: days(-1), note: 'x' } },
  ].map((params) => ({
    method: 'POST',
    path: '/mcp',
    body: { jsonrpc: '2.0', id: 1, method: 'tools/call', params },
  })),
];
export const lists: Question[] = [
  ...forum.flatMap(([path]) => [
    { method: 'GET', path: `/tmf-api/${path}?limit=100` },
    { method: 'GET', path: `/tmf-api/${path}?name=${canary}` },
  ]),
  ...[
    { name: 'search', arguments: { q: canary } },
    { name: 'pipeline', arguments: { whose: 'all' } },
    { name: 'list_opportunities', arguments: { whose: 'all' } },
    { name: 'list_my_visits', arguments: {} },
  ].map((params) => ({
    method: 'POST',
    path: '/mcp',
    body: { jsonrpc: '2.0', id: 1, method: 'tools/call', params },
  })),
];
