import type { Context } from '~/core/context.server';
import type { Names } from '~/features/people/change-words';
import { type JournalRow, listNames } from '~/features/people/journal.server';
import { industryName } from './industries';
import { regionName } from './regions';

/** Names for all that entries mention: records by their id, regions and industries by their code. */
export async function namesFor(
  ctx: Context,
  rows: Pick<JournalRow, 'subjectId' | 'accountId' | 'before' | 'after'>[],
): Promise<Names> {
  const names: Names = await listNames(ctx, rows);
  const { locale } = ctx.actor;
  for (const side of rows.flatMap(({ before, after }) => [before, after])) {
    const { regionCode, industry } = side ?? {};
    if (typeof regionCode === 'string') names[`region:${regionCode}`] = regionName(regionCode, locale);
    if (typeof industry === 'string') names[`industry:${industry}`] = industryName(industry, locale);
  }
  return names;
}
