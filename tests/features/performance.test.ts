import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { loadPerformance } from '~/features/performance/load.server';
import { listTeam, thanksFor } from '~/features/performance/queries.server';
import { inWorld, type World } from '../support/world';

const absent = { init: { status: 404 } };
const forbidden = { init: { status: 403 } };

async function rated(w: World) {
  const account = await w.account();
  const visit = await w.visit(account, { status: 'completed', startedAt: new Date('2026-11-10T02:00:00Z') });
  await w.owner.execute(sql`update visits set confirmed_at = '2026-11-10T04:00:00Z', confirmed_rating = 5,
    confirmed_comment = '讲得清楚' where id = ${visit.id}`);
  return account;
}

describe('how somebody is doing', () => {
  it('is their own, and of who leads them; of nobody else', () =>
    inWorld(async (w) => {
      await rated(w);
      const mine = await loadPerformance(w.manager, w.manager.actor.personId);
      expect(mine).toMatchObject({ isMine: true, thanks: [{ rating: 5, words: '讲得清楚' }] });
      expect(mine.measures.covered).toMatchObject({ value: 1, of: 1 });
      expect(mine.measures.rated).toMatchObject({ value: 5, of: 1 });
      for (const ctx of [w.lead, w.director, w.hq])
        expect(await loadPerformance(ctx, w.manager.actor.personId)).toMatchObject({ isMine: false });
      for (const ctx of [w.colleague, w.otherTeam, w.stranger, w.strangerDirector])
        await expect(loadPerformance(ctx, w.manager.actor.personId)).rejects.toMatchObject(absent);
      for (const ctx of [w.employee, w.trainer])
        await expect(loadPerformance(ctx, ctx.actor.personId)).rejects.toMatchObject(forbidden);
      expect((await listTeam(w.lead)).map(({ id }) => id)).toContain(w.manager.actor.personId);
      expect(await listTeam(w.manager)).toEqual([]);
      expect((await listTeam(w.strangerDirector)).map(({ id }) => id)).not.toContain(w.manager.actor.personId);
      // the wall alone
      expect(await thanksFor(w.stranger, w.manager.actor.personId)).toEqual([]);
    }));

  it('is not there for anybody outside the sales force, and nobody has a goal there', () =>
    inWorld(async (w) => {
      await expect(loadPerformance(w.director, w.employee.actor.personId)).rejects.toMatchObject(absent);
      const tables = await w.owner.execute<{ name: string }>(sql`
        select distinct table_name as name from information_schema.columns where table_schema = 'public'
        and (table_name ~ '(goal|quota)' or column_name ~ '(goal|quota)') and table_name <> 'certificate_goals' order by 1`); // what is to be learnt is asked of anybody
      expect([...tables].map(({ name }) => name)).toEqual(['goals']);
    }));
});
