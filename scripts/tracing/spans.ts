// Spans for an OpenTelemetry collector: requests, loaders, statements, jobs. Loaded by start.ts alone. What a span says has
// no values of people: routes by their pattern, statements with places for values, errors by their class.
import {
  type Attributes,
  type Context,
  context,
  createContextKey,
  diag,
  SpanKind,
  SpanStatusCode,
  trace as traces,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  ParentBasedSampler,
  RandomIdGenerator,
  type Sampler,
  SamplingDecision,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-node';
import type { JobHelpers, TaskList } from 'graphile-worker';
import type { Tracer } from '../../app/core/tracing.server';
import { log } from '../serve/log';

type Ids = { traceId: string; spanId: string };
const pageKey = createContextKey('the traceparent of a page');
export const ofPage = (within: Context, traceparent: string) => within.setValue(pageKey, traceparent);

/** Whoever threw an answer on purpose, like a redirect, has not failed. */
const failure = (error: unknown) => ({
  code: SpanStatusCode.ERROR,
  message: error instanceof Error ? ((error as { code?: string }).code ?? error.name) : 'unknown',
});

export function trace(service: string) {
  const random = new RandomIdGenerator();
  const ratio = new TraceIdRatioBasedSampler(Number(process.env.OTEL_TRACES_SAMPLER_ARG || 1));
  let given: Ids | null = null;
  const root: Sampler = {
    shouldSample: (...asked) =>
      given ? { decision: SamplingDecision.RECORD_AND_SAMPLED } : ratio.shouldSample(asked[0], asked[1]),
    toString: () => ratio.toString(),
  };
  const provider = new NodeTracerProvider({
    resource: defaultResource().merge(
      resourceFromAttributes({ 'service.name': process.env.OTEL_SERVICE_NAME || service }),
    ),
    sampler: new ParentBasedSampler({ root }),
    idGenerator: {
      generateTraceId: () => given?.traceId ?? random.generateTraceId(),
      generateSpanId: () => given?.spanId ?? random.generateSpanId(),
    },
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register();
  const complain = (message: string) => log('warn', { message: 'traces', error: message });
  diag.setLogger({ error: complain, warn: complain, info() {}, debug() {}, verbose() {} });
  const tracer = provider.getTracer('jiketong');

  const forApplication: Tracer = {
    statement(text) {
      if (!traces.getActiveSpan()?.isRecording()) return undefined;
      const verb = /^\s*(\w+)/.exec(text)?.[1]?.toLowerCase() ?? 'sql';
      const span = tracer.startSpan(verb, {
        kind: SpanKind.CLIENT,
        attributes: { 'db.system.name': 'postgresql', 'db.query.text': text.slice(0, 4000) },
      });
      return (error) => {
        if (error) span.setStatus(failure(error));
        span.end();
      };
    },
    page: () => (context.active().getValue(pageKey) as string | undefined) ?? null,
  };
  Object.assign(globalThis, { jiketongTracer: forApplication });

  /** The same function within a span of its own. */
  const within =
    <A extends unknown[], R>(
      name: string,
      kind: SpanKind,
      work: (...given: A) => R,
      attributes: (...given: A) => Attributes = () => ({}),
    ) =>
    (...args: A): Promise<Awaited<R>> =>
      tracer.startActiveSpan(name, { kind, attributes: attributes(...args) }, async (span): Promise<Awaited<R>> => {
        try {
          return (await work(...args)) as Awaited<R>;
        } catch (error) {
          if (error instanceof Error) span.setStatus(failure(error));
          throw error;
        } finally {
          span.end();
        }
      });

  return {
    tracer,
    newTrace: (): Ids & { isSampled: boolean } => {
      const ids = { traceId: random.generateTraceId(), spanId: random.generateSpanId() };
      const { decision } = ratio.shouldSample(context.active(), ids.traceId);
      return { ...ids, isSampled: decision === SamplingDecision.RECORD_AND_SAMPLED };
    },
    /** A span that another program has lived through, under the ids it had there. */
    tell(ids: Ids, name: string, attributes: Attributes, start: number, end: number) {
      given = ids;
      const span = tracer.startSpan(name, { root: true, kind: SpanKind.CLIENT, attributes, startTime: start });
      given = null;
      span.end(end);
    },
    within,
    /** Each job within a span of its own, which begins a trace. */
    jobs: (tasks: TaskList): TaskList =>
      Object.fromEntries(
        Object.entries(tasks).map(([name, task]) => {
          const attributes = (_: unknown, { job }: JobHelpers) => ({
            'job.id': String(job.id),
            'job.attempt': job.attempts,
          });
          return [name, task && within(`job ${name}`, SpanKind.CONSUMER, task, attributes)];
        }),
      ),
    shutdown: () => provider.shutdown().catch((error: unknown) => complain(String(error))),
  };
}
