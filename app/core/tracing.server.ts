/** Ends a span; of an error only its class is told. */
export type EndSpan = (error?: unknown) => void;
export type Tracer = {
  /** Begins a span of a statement, by its text without values, within what is under way; undefined when nothing is. */
  statement(text: string): EndSpan | undefined;
  /** Under what the browser tells how long this page took it (W3C traceparent); null for a page that is not traced. */
  page(): string | null;
};

// put here by whoever was told where traces go (scripts/tracing); else nobody traces
const held = globalThis as typeof globalThis & { jiketongTracer?: Tracer };
export const tracer = () => held.jiketongTracer;
