import { data } from '@remix-run/node';
import type { Permission } from './permissions';
import type { Refused } from './result';

const problem = (status: number, reason: string, headers?: HeadersInit) =>
  data({ reason }, { status, ...(headers && { headers }) });

/** For what does not exist and for what lies outside the person's scope alike. */
export const notFound = () => problem(404, 'not_found');
export const forbidden = (permission: Permission) => data({ reason: 'forbidden', permission }, { status: 403 });
/** Programs read it, so it is an answer of its own rather than data for a page. */
export const unauthorised = () =>
  Response.json(
    { type: 'about:blank', title: 'Unauthorized', status: 401, reason: 'unauthorised' },
    { status: 401, headers: { 'WWW-Authenticate': 'Bearer', 'Content-Type': 'application/problem+json' } },
  );
export const badRequest = () => problem(400, 'bad_request');
export const unavailable = (seconds = 2) => problem(503, 'unavailable', { 'Retry-After': String(seconds) });
/** Of reports alone: other pages go on. */
export const reportsBusy = () => problem(503, 'reports_busy', { 'Retry-After': '5' });
export const tooMany = (seconds: number) => problem(429, 'too_many', { 'Retry-After': String(seconds) });

/** The answer to a form the person can correct; `typed` goes back into its fields. */
export const invalid = (refusal: Refused, typed?: Record<string, unknown>) =>
  data({ ...refusal, ...(typed && { typed }) }, { status: refusal.reason === 'stale' ? 409 : 422 });
