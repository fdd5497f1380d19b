import http from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

type Account = { email: string; verified: boolean };

/** A company's own sign-in service: a real OpenID provider with its own sign-in and consent pages. */
export async function openSsoService(back: string, accounts: Map<string, Account>) {
  const server = http.createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = { client_id: 'jiketong', client_secret: 'a secret of the test' };
  const provider = new Provider(issuer, {
    clients: [{ ...client, redirect_uris: [back], grant_types: ['authorization_code'], response_types: ['code'] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    pkce: { required: () => true },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
    cookies: { keys: ['a key of the test'] },
    findAccount: (_ctx: unknown, accountId: string) => ({
      accountId,
      claims: () => {
        const account = accounts.get(accountId);
        return { sub: accountId, email: account?.email, email_verified: account?.verified };
      },
    }),
  });
  server.on('request', provider.callback());

  /** Signs in there as a person would, and answers the address that leads back to us. */
  async function comeBack(start: string, login: string) {
    const cookies = new Map<string, string>();
    const ask = async (address: string, body?: URLSearchParams) => {
      const Cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await fetch(new URL(address, issuer), {
        redirect: 'manual',
        headers: { Cookie },
        ...(body && { method: 'POST', body }),
      });
      for (const line of answer.headers.getSetCookie()) {
        const [name = '', value = ''] = line.split(';')[0]!.split(/=(.*)/);
        cookies.set(name, value);
      }
      return answer;
    };
    let answer = await ask(start);
    for (let step = 0; step < 12; step++) {
      const next = answer.headers.get('Location');
      if (next?.startsWith(back)) return next;
      if (next) answer = await ask(next);
      else {
        const page = await answer.text();
        const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1];
        const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
        if (!action || !prompt) throw new Error(`the service answered ${answer.status}: ${page.slice(0, 300)}`);
        answer = await ask(action, new URLSearchParams({ prompt, login, password: 'any' }));
      }
    }
    throw new Error('the service leads round in circles');
  }
  return {
    issuer,
    clientId: client.client_id,
    clientSecret: client.client_secret,
    comeBack,
    close: () => new Promise<void>((done) => server.close(() => done())),
  };
}
