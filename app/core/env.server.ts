import * as z from 'zod';
import { parseFrom } from './mail-address';
import { readSettings } from './settings';

const flag = z
  .enum(['0', '1'])
  .default('0')
  .transform((v) => v === '1');

const empty = z.literal('');

const ssoProvider = z.object({
  tenant: z.string().regex(/^[\w-]{1,60}$/),
  name: z.string().min(1).max(60),
  /** https, but on this machine. */
  issuer: z.url().refine((url) => /^https:|^http:\/\/(localhost|127\.0\.0\.1)([:/]|$)/.test(url)),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
});

/** Every setting, read once. `.env.example` says what each is for. */
export const env = readSettings(
  z.object({
    NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
    /** The application's own login, which owns nothing; set by the starter when the database is embedded. */
    APP_DATABASE_URL: z.url().default('postgres://jiketong_app@127.0.0.1:5432/jiketong'),
    /** The server itself, for hearing of notices, where APP_DATABASE_URL is a PgBouncer in transaction mode. */
    LISTEN_DATABASE_URL: z.union([z.url(), z.literal('')]).default(''),
    DB_POOL: z.coerce.number().int().min(1).max(200).default(10),
    /** Of them none: these are for reviews, dashboards and downloads, beside those. */
    DB_REPORT_POOL: z.coerce.number().int().min(1).max(50).default(3),
    DATA_DIR: z.string().default('./data'),
    /** Public address, e.g. https://sales.example.com; empty: whatever host the request names. */
    ORIGIN: z.union([z.url(), z.literal('')]).default(''),
    SESSION_HOURS: z.coerce.number().int().min(1).max(720).default(72),
    /** After how many days the position of a check-in is kept only to the district. */
    POSITION_DAYS: z.coerce.number().int().min(1).max(3650).default(90),
    DEMO: flag,
    /** How often a program may ask with one token, in each web process. */
    API_PER_MINUTE: z.coerce.number().int().min(1).max(1_000_000).default(600),
    /** Networks in which webhooks may reach private addresses, `10.20.0.0/16 192.168.7.9`; elsewhere only public ones over TLS. */
    WEBHOOK_NETWORKS: z.string().default(''),
    PORT: z.coerce.number().int().min(0).max(65535).default(3000),

    /** `smtp://name:password@host:587` or `smtps://…`; or its parts. None of them: no mail is sent. */
    SMTP_URL: z.union([z.url({ protocol: /^smtps?$/ }), empty]).default(''),
    SMTP_HOST: z.string().max(253).default(''),
    SMTP_PORT: z.union([z.coerce.number().int().min(1).max(65535), empty]).default(''),
    SMTP_USER: z.string().default(''),
    SMTP_PASSWORD: z.string().default(''),
    /** tls from the first byte, starttls demanded, or none; else TLS where offered, demanded with a password. */
    SMTP_SECURE: z.union([z.enum(['tls', 'starttls', 'none']), empty]).default(''),
    MAIL_FROM: z
      .string()
      .refine((text) => text === '' || parseFrom(text) !== null, 'name@host or Name <name@host>')
      .default(''),

    /** What secrets of second factors are encrypted with; made by the starter, for the web process. */
    SIGN_IN_KEY: z.string().default(''),

    /** Companies' own sign-in services (OpenID Connect), a JSON list; `tenant` is the company's code. */
    SSO_PROVIDERS: z
      .string()
      .default('')
      .transform((text, ctx): unknown => {
        try {
          return text ? JSON.parse(text) : [];
        } catch {
          ctx.addIssue({ code: 'custom', message: 'a JSON list, see .env.example' });
          return z.NEVER;
        }
      })
      .pipe(z.array(ssoProvider)),

    /** What links in mails are derived from, and who we are to push services; made by the starter, for the worker. */
    LINK_KEY: z.string().default(''),
    VAPID_PUBLIC_KEY: z.string().default(''),
    VAPID_PRIVATE_KEY: z.string().default(''),
    VAPID_SUBJECT: z.union([z.url({ protocol: /^(mailto|https)$/ }), empty]).default(''),
  }),
  process.env,
);

/** Where links in mails lead: the public address, else this machine. */
export const linkOrigin = env.ORIGIN ? new URL(env.ORIGIN).origin : `http://localhost:${env.PORT}`;
