import type postgres from 'postgres';
import { addDays, today } from '~/core/dates';
import { returning, signIn } from './visitor';

const people = {
  manager: 'gen.manager@bench.test',
  director: 'gen.director@bench.test',
  hq: 'gen.hq@bench.test',
} as const;

export type Sample = {
  cookies: Record<keyof typeof people, string>;
  accountIds: string[];
  terms: string[];
  yesterday: string;
  nextMonth: string;
};

/** Who asks, and for what: accounts of the manager, and parts of names as people type them. */
export async function makeSample(sql: postgres.Sql, url: string, password: string): Promise<Sample> {
  const cookies = {} as Sample['cookies'];
  for (const [key, email] of Object.entries(people))
    cookies[key as keyof typeof people] = await returning(url, await signIn(url, email, password));
  const owned = await sql`
    select a.id, a.name, a.short_name, a.initials from accounts a join people p on p.id = a.owner_id
    where p.email = ${people.manager} order by a.id limit 200`;
  const day = today(new Date());
  return {
    cookies,
    accountIds: owned.map(({ id }) => id as string),
    terms: owned.flatMap(({ name, short_name: short, initials }, no) => {
      const part = [
        (short as string).slice(0, 2),
        (short as string).slice(0, 4),
        (initials as string).slice(0, 5),
        (name as string).slice(2, 6),
      ];
      return part[no % part.length]!;
    }),
    yesterday: addDays(day, -1),
    nextMonth: addDays(day, 40),
  };
}
