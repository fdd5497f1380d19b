import http from 'node:http';
import type { AddressInfo } from 'node:net';

type Value = { stringValue?: string; intValue?: string | number; boolValue?: boolean };
type Told = {
  resourceSpans: {
    scopeSpans: { spans: (Omit<Span, 'attributes'> & { attributes: { key: string; value: Value }[] })[] }[];
  }[];
};
export type Span = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  status?: { code?: number; message?: string };
  attributes: Record<string, string>;
};

/** Takes spans as an OpenTelemetry collector does: OTLP over HTTP, in JSON. `raw` is everything it was told, as text. */
export async function openCollector() {
  const spans: Span[] = [];
  const raw: string[] = [];
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString('utf8');
      raw.push(body);
      const told = JSON.parse(body) as Told;
      for (const { attributes, ...span } of told.resourceSpans.flatMap((one) =>
        one.scopeSpans.flatMap((scope) => scope.spans),
      ))
        spans.push({
          ...span,
          attributes: Object.fromEntries(attributes.map(({ key, value }) => [key, String(Object.values(value)[0])])),
        });
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    raw,
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
