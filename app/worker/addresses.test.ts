import { describe, expect, it } from 'vitest';
import { assetsIn, bothOf, isAway, isSignIn, keyOf, namesSignIn, readPush } from './addresses';

describe('addresses of the pack', () => {
  it('ignore which routes were asked for', () => {
    const key = (address: string) => keyOf(new URL(address, 'http://local'));
    expect(key('/visits/1.data?_routes=routes%2F_app.visits.%24visitId')).toBe('/visits/1.data');
    expect(key('/visits/1.data?do=complete&_routes=x')).toBe('/visits/1.data?do=complete');
    expect(key('/accounts/1/people?peek=new&back=%2Fvisits%2F1')).toBe('/accounts/1/people?peek=new');
    expect(key('/visits/new?mode=plan&account=1')).toBe('/visits/new?account=1');
    expect(key('/visits/new?mode=log&account=1')).toBe('/visits/new?account=1&mode=log');
    expect(key('/today')).toBe('/today');
  });

  it('pair a document with its data', () => {
    expect(bothOf('/visits/1?do=complete')).toEqual(['/visits/1?do=complete', '/visits/1.data?do=complete']);
    expect(bothOf('/today')).toEqual(['/today', '/today.data']);
    expect(bothOf('/accounts/1.data?tab=people')).toEqual(['/accounts/1.data?tab=people']);
  });

  it('are found in a document once', () => {
    const html = '<link href="/assets/a-1.js"><script>import "/assets/a-1.js";</script><link href="/assets/b.css">';
    expect(assetsIn(html)).toEqual(['/assets/a-1.js', '/assets/b.css']);
  });

  it('tell a session that has ended from a server that is away', () => {
    expect(isSignIn('http://local/login?to=%2Ftoday')).toBe(true);
    expect(isSignIn('http://local/today')).toBe(false);
    expect(namesSignIn(202, '[["SingleFetchRedirect",1],{},"redirect","/login?to=%2F"]')).toBe(true);
    expect(namesSignIn(200, '"/login')).toBe(false);
    expect([500, 502, 503, 504, 404].map(isAway)).toEqual([false, true, true, true, false]);
  });
});

describe('a push', () => {
  const origin = 'https://sales.example.com';
  it('leads to a page of ours, whatever it says', () => {
    const push = { id: 'n1', title: '提问', body: '打开', url: '/visits/1?x=2' };
    expect(readPush(push, origin)).toEqual(push);
    for (const url of ['https://evil.test/a', '//evil.test', 'javascript:alert(1)'])
      expect(readPush({ ...push, url }, origin)?.url).toBe('/notices');
    for (const nonsense of [null, 'x', {}, { title: 1, url: '/' }, { title: 'x' }])
      expect(readPush(nonsense, origin)).toBeNull();
  });
});
