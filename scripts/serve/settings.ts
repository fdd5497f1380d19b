import * as z from 'zod';
import { readSettings } from '~/core/settings';

// What the process around the application reads from the environment; `.env.example` says what each is for.
const whole = (most: number) => z.coerce.number().int().min(0).max(most).default(0);
const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

const read = readSettings(
  z.object({
    NODE_ENV: z.string().optional(),
    PORT: z.coerce.number().int().min(0).max(65535).default(3000),
    HOST: z.string().optional(),
    DATA_DIR: z.string().default('data'),
    ORIGIN: z.union([z.url(), z.literal('')]).default(''),
    LOG_LEVEL: z.enum(levels).default('info'),
    TRUST_PROXY: whole(10),
    WEB_CONCURRENCY: z.coerce.number().int().min(1).max(256).default(1),
    METRICS_PORT: whole(65535),
    METRICS_TOKEN: z.string().optional(),
    /** Set by the starter: descriptors of the socket it listens on for us, from the fifth on. */
    DOORS: whole(1024),
    /** Set by the starter: the cluster to stop when the starter was killed. */
    EMBEDDED_DATABASE_HOME: z.string().optional(),
  }),
  process.env,
);
const origin = read.ORIGIN ? new URL(read.ORIGIN) : undefined;
const level = levels.indexOf(read.LOG_LEVEL);

export const settings = {
  development: read.NODE_ENV === 'development',
  port: read.PORT,
  host: read.HOST || undefined,
  dataDir: read.DATA_DIR,
  origin,
  https: origin?.protocol === 'https:',
  /** Number of proxies in front whose X-Forwarded-… headers are believed. */
  trustProxy: read.TRUST_PROXY,
  processes: read.WEB_CONCURRENCY,
  metricsPort: read.METRICS_PORT,
  metricsToken: read.METRICS_TOKEN,
  doors: read.DOORS,
  databaseHome: read.EMBEDDED_DATABASE_HOME,
  logs: (name: (typeof levels)[number]) => levels.indexOf(name) >= level,
};
