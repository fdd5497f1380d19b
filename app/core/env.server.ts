import * as z from 'zod';

const flag = z
  .enum(['0', '1'])
  .default('0')
  .transform((v) => v === '1');

/** Every setting, read once. `.env.example` says what each is for. */
export const env = z
  .object({
    NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
    /** The application's own login, which owns nothing; set by the starter when the database is embedded. */
    APP_DATABASE_URL: z.url().default('postgres://jiketong_app@127.0.0.1:5432/jiketong'),
    DB_POOL: z.coerce.number().int().min(1).max(200).default(10),
    DATA_DIR: z.string().default('./data'),
    /** Public address, e.g. https://sales.example.com; empty: whatever host the request names. */
    ORIGIN: z.union([z.url(), z.literal('')]).default(''),
    SESSION_HOURS: z.coerce.number().int().min(1).max(720).default(72),
    /** After how many days the position of a check-in is kept only to the district. */
    POSITION_DAYS: z.coerce.number().int().min(1).max(3650).default(90),
    DEMO: flag,
  })
  .parse(process.env);
