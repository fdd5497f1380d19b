import { describe, expect, it } from 'vitest';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { addComment, removeComment } from '~/features/coaching/commands/comments.server';
import { markSeen } from '~/features/coaching/commands/marks.server';
import { commentInput } from '~/features/coaching/input';
import { loadTalk } from '~/features/coaching/page.server';
import { countUnread, listStream } from '~/features/coaching/queries/stream.server';
import { listBoard } from '~/features/opportunities/list/board.server';
import { readFilter } from '~/features/opportunities/list/filters';
import { listOpportunities } from '~/features/opportunities/list/page.server';
import { listStages } from '~/features/opportunities/queries.server';
import { readVisitFilter } from '~/features/visits/filters';
import { listVisits } from '~/features/visits/queries/list.server';
import { inWorld, type World } from '../support/world';

const comment = (more: Record<string, unknown> = {}) =>
  commentInput.parse({ id: newId(), text: '报价谁来定？', ...more });
const at = (ctx: Context, minutes: number): Context => ({
  ...ctx,
  now: new Date(ctx.now.getTime() + minutes * 60_000),
});
const on = ({ id }: { id: string }) => ({ kind: 'opportunity' as const, id });
const onVisit = ({ id }: { id: string }) => ({ kind: 'visit' as const, id });

async function talk(w: World) {
  const account = await w.account();
  return { account, deal: await w.opportunity(account, {}) };
}

describe('the mark of what was not heard', () => {
  const filter = readFilter(new URLSearchParams(), '');
  const deals = async (ctx: Context) => {
    const stages = await listStages(ctx);
    const { rows } = await listOpportunities(ctx, filter, {}, stages, { sort: '-updated' });
    const board = await listBoard(ctx, filter, {}, stages, [{ stage: stages[0]!, ids: [stages[0]!.id] }]);
    const marks = rows.map((row) => row.unheard);
    expect(board.flatMap((column) => column.rows.map((row) => row.unheard))).toEqual(marks);
    return marks;
  };
  const visits = async (ctx: Context) =>
    (await listVisits(ctx, readVisitFilter(new URLSearchParams(), 'all'))).rows.map((row) => row.unheard);

  it('is on a deal until it is read, by each person, and never of own words', () =>
    inWorld(async (w) => {
      const { deal } = await talk(w);
      expect(await deals(w.manager)).toEqual([false]);
      const made = comment();
      await addComment(w.lead, on(deal), made);
      expect([await deals(w.manager), await deals(w.lead), await deals(w.stranger)]).toEqual([[true], [false], []]);
      expect((await loadTalk(w.manager, { ...deal, kind: 'opportunity' }))?.isUnread).toBe(true);
      await markSeen(at(w.manager, 1), on(deal));
      expect([await deals(w.manager), await deals(w.director)]).toEqual([[false], [true]]);
      expect((await loadTalk(w.manager, { ...deal, kind: 'opportunity' }))?.isUnread).toBe(false);
      await addComment(at(w.lead, 2), on(deal), comment());
      expect(await deals(w.manager)).toEqual([true]);
    }));

  it('is on a visit too, and talk about deals is not among the visits', () =>
    inWorld(async (w) => {
      const { account, deal } = await talk(w);
      const visit = await w.visit(account, { status: 'completed' });
      await addComment(w.lead, on(deal), comment({ isQuestion: 'on' }));
      expect(await visits(w.manager)).toEqual([false]);
      const all = { show: 'all', personId: null } as const;
      expect([(await listStream(w.manager, all)).rows, await countUnread(w.manager)]).toEqual([[], 0]);
      expect((await listStream(w.lead, { ...all, show: 'questions' })).rows).toEqual([]);
      const made = comment();
      await addComment(w.lead, onVisit(visit), made);
      expect(await visits(w.manager)).toEqual([true]);
      await removeComment(w.lead, onVisit(visit), made.id);
      expect(await visits(w.manager)).toEqual([false]);
      await addComment(w.lead, onVisit(visit), comment());
      await markSeen(at(w.manager, 1), onVisit(visit));
      expect(await visits(w.manager)).toEqual([false]);
    }));
});
