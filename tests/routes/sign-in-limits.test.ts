import http from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '~/core/ids';
import { freePort } from '../support/global-server';
import { ownServer } from '../support/own-server';

let server: ReturnType<typeof ownServer>;
beforeAll(async () => {
  server = ownServer(await freePort(), { more: { WEB_CONCURRENCY: '2' } });
  await server.start();
});
afterAll(() => server?.stop());

/** On a connection of its own each, so that they go to both processes in turn. */
const guess = (email: string) =>
  new Promise<number>((done, fail) => {
    const body = new URLSearchParams({ email, password: 'wrong', to: '/' }).toString();
    const headers = { Origin: server.baseUrl, 'Content-Type': 'application/x-www-form-urlencoded' };
    const request = http.request(`${server.baseUrl}/login`, { method: 'POST', agent: false, headers }, (response) => {
      response.resume().on('end', () => done(response.statusCode ?? 0));
    });
    request.on('error', fail).end(body);
  });

it('guesses at a password are limited over all web processes together', async () => {
  const email = `${newId()}@test.invalid`;
  const answers: number[] = [];
  for (let i = 0; i < 14; i++) answers.push(await guess(email));
  expect(answers.filter((status) => status !== 429)).toHaveLength(10);
  expect(answers.slice(10)).toEqual([429, 429, 429, 429]);
});
