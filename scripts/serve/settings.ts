// What the process around the application reads from the environment; `.env.example` says what each is for.
const number = (name: string, otherwise: number) => {
  const text = process.env[name];
  if (!text) return otherwise;
  if (!/^\d+$/.test(text)) throw new Error(`${name} must be a number, it is "${text}".`);
  return Number(text);
};

const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
const level = levels.findIndex((name) => name === (process.env.LOG_LEVEL ?? 'info'));
if (level < 0) throw new Error(`LOG_LEVEL must be one of ${levels.join(', ')}.`);
const origin = process.env.ORIGIN ? new URL(process.env.ORIGIN) : undefined;

export const settings = {
  development: process.env.NODE_ENV === 'development',
  port: number('PORT', 3000),
  host: process.env.HOST || undefined,
  dataDir: process.env.DATA_DIR ?? 'data',
  origin,
  https: origin?.protocol === 'https:',
  /** Number of proxies in front whose X-Forwarded-… headers are believed. */
  trustProxy: number('TRUST_PROXY', 0),
  processes: number('WEB_CONCURRENCY', 1),
  metricsPort: number('METRICS_PORT', 0),
  metricsToken: process.env.METRICS_TOKEN,
  /** Set by the starter: descriptors of the socket it listens on for us, from the fifth on. */
  doors: number('DOORS', 0),
  /** Set by the starter: the cluster to stop when the starter was killed. */
  databaseHome: process.env.EMBEDDED_DATABASE_HOME,
  logs: (name: (typeof levels)[number]) => levels.indexOf(name) >= level,
};
