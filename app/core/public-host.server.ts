import dns from 'node:dns';
import https from 'node:https';
import net from 'node:net';
import type { Duplex } from 'node:stream';

const inner = new net.BlockList();
for (const [address, bits] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12],
  ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15],
  ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const) inner.addSubnet(address, bits, 'ipv4'); // biome-ignore format: a table
const global6 = new net.BlockList();
global6.addSubnet('2000::', 3, 'ipv6');
// within 2000::/3 but not of the open network, or carrying an IPv4 address in disguise
const inner6 = new net.BlockList();
for (const [address, bits] of [
  ['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20],
] as const) inner6.addSubnet(address, bits, 'ipv6'); // biome-ignore format: a table

/** Whether an address belongs to the open network: nothing of this machine, its network or its provider's. */
export function isPublicAddress(address: string) {
  const family = net.isIP(address);
  if (family === 4) return !inner.check(address, 'ipv4');
  if (family !== 6 || address.includes('%')) return false;
  return global6.check(address, 'ipv6') && !inner6.check(address, 'ipv6');
}

export type IsAllowed = (address: string) => boolean;

/**
 * Connects to addresses that are allowed only. Looked at when it connects, so that a name that answered otherwise a
 * moment ago leads nowhere.
 */
export class PublicAgent extends https.Agent {
  readonly #isAllowed: IsAllowed;

  constructor(isAllowed: IsAllowed = isPublicAddress, options: https.AgentOptions = {}) {
    super({ ...options, keepAlive: false });
    this.#isAllowed = isAllowed;
  }

  override createConnection(options: https.RequestOptions, done?: (error: Error | null, stream: Duplex) => void) {
    const host = String(options.host ?? options.hostname ?? '').replace(/^\[|\]$/g, '');
    if (net.isIP(host) && !this.#isAllowed(host)) throw new Error('the address is not public');
    return super.createConnection({ ...options, lookup: this.#look }, done);
  }

  readonly #look: net.LookupFunction = (host, options, done) => {
    dns.lookup(host, { ...options, all: true }, (error, found) => {
      const all = error ? [] : found;
      const refused = all.length === 0 || all.some(({ address }) => !this.#isAllowed(address));
      if (error || refused) return done(error ?? new Error('the address is not public'), '', 4);
      const [first] = all;
      if (options.all) return done(null, all as never, 4);
      return done(null, first?.address ?? '', first?.family ?? 4);
    });
  };
}
