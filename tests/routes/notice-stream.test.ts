import http from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, inject, it } from 'vitest';
import { metricsToken } from '../support/global-server';
import { eventually } from '../support/journey';
import { Visitor } from '../support/visitor';

async function openStreams() {
  const answer = await fetch(new URL('/metrics', inject('baseUrl')), {
    headers: { Authorization: `Bearer ${metricsToken}` },
  });
  return Number(/^notice_streams (\d+)$/m.exec(await answer.text())?.[1]);
}

function listen(visitor: Visitor) {
  const asked = http.get(new URL('/notices/stream', inject('baseUrl')), {
    headers: { Cookie: visitor.cookie(), Accept: 'text/event-stream' },
    agent: false,
  });
  asked.on('error', () => {});
  return asked;
}

describe('a page that is left takes its stream of notices along', () => {
  it('at whatever moment it is left', async () => {
    const before = await openStreams();
    const visitor = await Visitor.signIn('manager@demo.test');
    for (let i = 0; i < 60; i++) {
      const asked = listen(visitor);
      await pause(1 + (i % 15));
      asked.destroy();
    }
    await eventually(openStreams).toBe(before);
  });

  // by then the server has collected the request that asked for it
  it('after a while', async () => {
    const before = await openStreams();
    const visitor = await Visitor.signIn('manager@demo.test');
    const asked = [1, 2, 3, 4].map(() => listen(visitor));
    await eventually(openStreams).toBe(before + 4);
    for (let i = 0; i < 80; i++) await visitor.get('/opportunities');
    for (const one of asked) one.destroy();
    await eventually(openStreams).toBe(before);
  });
});
