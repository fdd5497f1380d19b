/** Loads what tracing takes, where a collector is named; else undefined, and nothing was loaded. */
export async function startTracing(service: 'web' | 'worker') {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: all, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: traces } = process.env;
  if (!all && !traces) return undefined;
  const { trace } = await import('./spans');
  return trace(`jiketong-${service}`);
}
export type Tracing = NonNullable<Awaited<ReturnType<typeof startTracing>>>;
