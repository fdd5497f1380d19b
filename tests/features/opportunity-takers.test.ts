import { describe, expect, it } from 'vitest';
import { bulkUpdate } from '~/features/opportunities/commands/bulk.server';
import { listTakers } from '~/features/opportunities/takers.server';
import { inWorld } from '../support/world';

describe('who may take opportunities', () => {
  it('are those who serve every account chosen; of the others it says how many, and the command agrees', () =>
    inWorld(async (w) => {
      const ours = await w.opportunity(await w.account({ owner: w.manager }));
      const theirs = await w.opportunity(await w.account({ owner: w.otherTeam }));
      const ids = [ours.id, theirs.id];
      const takers = await listTakers(w.director, ids);
      const serves = (ctx: typeof w.manager) => takers.find(({ id }) => id === ctx.actor.personId)?.accounts ?? 0;
      expect([w.director, w.lead, w.manager, w.otherTeam, w.colleague].map(serves)).toEqual([2, 1, 1, 1, 0]);
      expect(takers[0]).toMatchObject({ accounts: 2, of: 2 });
      for (const { id, accounts } of takers) {
        const report = await bulkUpdate(w.director, { ids, change: 'owner', ownerId: id });
        expect(report).toMatchObject({ value: { done: accounts } });
      }
    }));

  it('are found by name, and nobody for deals out of sight', () =>
    inWorld(async (w) => {
      const deal = await w.opportunity(await w.account({ owner: w.manager }));
      await w.owner.execute(`update people set search = lower(name) where id = '${w.manager.actor.personId}'`);
      expect((await listTakers(w.director, [deal.id], '王芳')).map(({ id }) => id)).toEqual([w.manager.actor.personId]);
      expect(await listTakers(w.strangerDirector, [deal.id])).toEqual([]);
    }));
});
