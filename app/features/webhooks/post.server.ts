import { lookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import { type BlockList, isIP } from 'node:net';
import { env } from '~/core/env.server';
import { isPublicAddress } from '~/core/public-host.server';
import { isWithin, networks } from './networks.server';

export const allowed = networks(env.WEBHOOK_NETWORKS);

const wholeMs = 10_000;
const mostAnswer = 1024;

/** `status` is null when no answer came; then `error` says why in a word. */
export type Posted = { status: number | null; error: string | null; answer: string | null; ms: number };
type Resolve = (host: string) => Promise<readonly { address: string; family: number }[]>;
export type Guard = { networks: BlockList; resolve: Resolve };

class Unreachable extends Error {}

const bare = (host: string) => host.replace(/^\[|\]$/g, '');

/** The address to connect to: every address of the name must be one that may be reached, so that none is reached by luck. */
async function checkedAddress(url: URL, guard: Guard) {
  const host = bare(url.hostname);
  const family = isIP(host);
  const found = family ? [{ address: host, family }] : await guard.resolve(host);
  const [first] = found;
  if (!first) throw new Unreachable('no_address');
  const inside = found.every(({ address }) => isWithin(guard.networks, address));
  if (!inside && !found.every(({ address }) => isPublicAddress(address))) throw new Unreachable('address_private');
  if (!inside && url.protocol !== 'https:') throw new Unreachable('not_https');
  return first;
}

function send(url: URL, to: { address: string; family: number }, headers: Record<string, string>, body: string) {
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise<{ status: number; answer: string }>((done, fail) => {
    const asked = request(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'Content-Length': Buffer.byteLength(body) },
        agent: false,
        signal: AbortSignal.timeout(wholeMs),
        maxHeaderSize: 16_384,
        // the name is not looked up again: what was checked is what is connected to
        lookup: (_host, options, found) =>
          options.all
            ? (found as unknown as (error: null, all: unknown[]) => void)(null, [to])
            : found(null, to.address, to.family),
      },
      (response) => {
        const parts: Buffer[] = [];
        let size = 0;
        const finish = () => {
          const answer = Buffer.concat(parts).subarray(0, mostAnswer).toString('utf8').replaceAll('\0', '');
          done({ status: response.statusCode ?? 0, answer });
        };
        response.on('data', (part: Buffer) => {
          parts.push(part);
          size += part.length;
          if (size < mostAnswer) return;
          finish();
          response.destroy();
        });
        response.on('end', finish).on('error', fail);
      },
    );
    asked.on('error', fail);
    asked.end(body);
  });
}

const wordOf = (error: unknown) => {
  if (error instanceof Unreachable) return error.message;
  const { code, name } = error as { code?: string; name?: string };
  return name === 'AbortError' || name === 'TimeoutError' ? 'timeout' : String(code ?? 'unknown').slice(0, 60);
};

const withNames: Guard = { networks: allowed, resolve: (host) => lookup(host, { all: true, verbatim: true }) };

/** Posts a body to an address of others, in ten seconds at most. A redirect is an answer like any other, and not followed. */
export async function post(
  address: string,
  headers: Record<string, string>,
  body: string,
  guard = withNames,
): Promise<Posted> {
  const began = performance.now();
  const took = () => Math.round(performance.now() - began);
  try {
    const url = new URL(address);
    const late = new Promise<never>((_, fail) => setTimeout(() => fail(new Unreachable('timeout')), wholeMs).unref());
    const { status, answer } = await send(url, await Promise.race([checkedAddress(url, guard), late]), headers, body);
    return { status, answer, error: null, ms: took() };
  } catch (error) {
    // whatever keeps it from arriving is told in the log of deliveries
    return { status: null, answer: null, error: wordOf(error), ms: took() };
  }
}
