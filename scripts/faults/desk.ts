import { signIn } from '../bench/visitor';
import { demoPassword } from '../seed';
import type { Place } from './place';
import type { Desk } from './writes';

/** One person at several desks: each has an account of its own to write about. */
export async function openDesks({ sql, url }: Place, count: number): Promise<Desk[]> {
  const accounts = await sql<{ id: string; owner_id: string }[]>`
    select a.id, a.owner_id from accounts a join people p on p.id = a.owner_id
    where p.email = 'manager@demo.test' and a.deleted_at is null order by a.id limit ${count}`;
  const cookie = await signIn(url, 'manager@demo.test', demoPassword);
  return accounts.map(({ id, owner_id }) => ({ cookie, personId: owner_id, accountId: id }));
}
