import { describe, expect, it } from 'vitest';
import { openStream } from '~/features/notices/streams.server';
import { inWorld } from '../support/world';

describe('the stream of notices', () => {
  it('is always there for the newest page, whoever left before', () =>
    inWorld(async (w) => {
      for (let i = 0; i < 10; i++) openStream(w.manager, AbortSignal.abort());
      const leaving = new AbortController();
      const answers = Array.from({ length: 7 }, () => openStream(w.manager, leaving.signal).status);
      expect(answers).toEqual([200, 200, 200, 200, 200, 200, 200]);
      leaving.abort();
      const again = new AbortController();
      expect(openStream(w.manager, again.signal).status).toBe(200);
      again.abort();
    }));
});
