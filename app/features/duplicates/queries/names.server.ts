import { inArray } from 'drizzle-orm';
import { enterprises } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { namesFor } from '~/features/accounts/journal-names.server';
import type { Account } from '~/features/accounts/queries.server';
import type { Names } from '~/features/people/change-words';

/** Names for what the two accounts refer to, as far as they are in scope. */
export async function namesOfBoth(ctx: Context, both: Account[]): Promise<Names> {
  const groups = both.flatMap(({ enterpriseId }) => enterpriseId ?? []);
  const [names, named] = await Promise.all([
    namesFor(
      ctx,
      both.map((account) => ({ subjectId: account.id, accountId: null, before: null, after: { ...account } })),
    ),
    groups.length
      ? ctx.db
          .select({ id: enterprises.id, name: enterprises.name })
          .from(enterprises)
          .where(inArray(enterprises.id, groups))
      : [],
  ]);
  for (const { id, name } of named) names[id] = name;
  return names;
}
