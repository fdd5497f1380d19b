import { inject } from 'vitest';
import { tally } from './tally';

type Answer = { status: number; text: string; headers: Headers };

/** A person at the HTTP interface: keeps the cookies, follows nothing. */
export class Visitor {
  #cookies = new Map<string, string>();

  static async signIn(email: string, password = 'jiketong-demo') {
    const visitor = new Visitor();
    const answer = await visitor.post('/login', { email, password, to: '/' });
    if (answer.status !== 302 || !visitor.#cookies.get('session'))
      throw new Error(`${email} could not sign in: ${answer.status}`);
    return visitor;
  }

  /** Another browser with the same cookies. */
  copy() {
    const visitor = new Visitor();
    visitor.#cookies = new Map(this.#cookies);
    return visitor;
  }

  cookie = () => [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');

  async request(path: string, init: RequestInit = {}): Promise<Answer> {
    tally();
    const headers = new Headers(init.headers);
    const cookies = this.cookie();
    if (cookies) headers.set('Cookie', cookies);
    const response = await fetch(new URL(path, inject('baseUrl')), { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return { status: response.status, text: await response.text(), headers: response.headers };
  }

  get = (path: string, headers: Record<string, string> = {}) => this.request(path, { headers });

  post(path: string, fields: Record<string, string> | [string, string][], headers: Record<string, string> = {}) {
    return this.request(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { Origin: inject('baseUrl'), ...headers },
    });
  }
}
