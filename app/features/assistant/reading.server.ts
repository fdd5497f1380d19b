import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import * as z from 'zod';
import type { Context } from '~/core/context.server';
import { linkOrigin } from '~/core/env.server';
import { isId } from '~/core/ids';
import { readList, readOne } from '~/features/api/read.server';
import { resources } from '~/features/api/registry.server';
import type { ResourceName } from '~/features/api/rules';
import { allows } from '~/features/api/scopes';
import { readAsk } from '~/features/opportunities/list/load.server';
import { listOpportunities } from '~/features/opportunities/list/page.server';
import { readWhole } from '~/features/opportunities/list/sums.server';
import { stageName, weightedOf } from '~/features/opportunities/rules';
import { search } from '~/features/search/queries.server';
import { type SearchKind, searchKinds } from '~/features/search/rules';
import { getPulse, listDealsOf } from '~/features/timeline/overview.server';
import { listOpenCommitmentsOf, listOpenNeedsOf } from '~/features/visits/queries/related.server';
import { visitStatuses } from '~/features/visits/rules';
import { offer } from './tools.server';

const resourceOfKind: Record<SearchKind, ResourceName> = {
  account: 'accounts',
  contact: 'contacts',
  opportunity: 'opportunities',
  visit: 'visits',
  person: 'people',
};
const reads = ({ actor }: Context, resource: ResourceName) => allows(actor.scopes ?? [], resource, 'read');

/** A list of the REST interface, asked as its address would. */
const list = (ctx: Context, resource: ResourceName, ask: Record<string, string | number | undefined>) => {
  const given = Object.entries(ask).filter(([, value]) => value !== undefined);
  return readList(ctx, resources[resource], new URLSearchParams(given.map(([name, value]) => [name, String(value)])));
};

const anAccount = z.string().refine(isId).describe('id of an account, as search gives it');
const aDay = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .describe('day in Beijing time, YYYY-MM-DD');
const most = z.number().int().min(1).max(50).default(20);

async function briefOf(ctx: Context, accountId: string) {
  const account = (await readOne(ctx, resources.accounts, accountId, new URLSearchParams())).body;
  const when = <T>(resource: ResourceName, work: () => Promise<T>) => (reads(ctx, resource) ? work() : null);
  const [pulse, deals, contacts, visits, commitments, needs] = await Promise.all([
    when('visits', () => getPulse(ctx, accountId)),
    when('opportunities', () => listDealsOf(ctx, accountId)),
    when('contacts', () => list(ctx, 'contacts', { account: accountId, limit: 20 })),
    when('visits', () => list(ctx, 'visits', { account: accountId, limit: 5 })),
    when('commitments', () => listOpenCommitmentsOf(ctx, accountId, 20)),
    when('visits', () => listOpenNeedsOf(ctx, accountId, 20)),
  ]);
  return {
    account,
    nextVisit: pulse?.nextVisit ?? null,
    opportunities: deals?.slice(0, 20) ?? null,
    contacts: contacts?.data ?? null,
    lastVisits: visits?.data ?? null,
    openCommitments:
      commitments?.map(({ id, side, text, dueOn, ownerName }) => ({ id, side, text, dueOn, ownerName })) ?? null,
    openNeeds: needs,
    url: `${linkOrigin}/accounts/${accountId}`,
  };
}

async function pipelineOf(ctx: Context, whose: 'mine' | 'all') {
  const ask = await readAsk(ctx, new URLSearchParams(whose === 'mine' ? { owner: 'me' } : {}));
  const { sums, figures } = await readWhole(ctx, ask.narrow, ask.all);
  const stages = sums.stages.flatMap((sum) => {
    const stage = ask.all.find(({ id }) => id === sum.stageId);
    return stage ? [{ ...sum, name: stageName(stage, ctx.actor.locale), type: stage.type }] : [];
  });
  const open = stages.filter(({ type }) => type === 'open' || type === 'on_hold');
  const add = (pick: (one: (typeof open)[number]) => number) => open.reduce((sum, one) => sum + pick(one), 0);
  return {
    currency: 'CNY, in fen (1/100 yuan)',
    open: {
      count: add((one) => one.count),
      totalFen: add((one) => one.totalFen),
      weightedFen: add((one) => one.weightedFen),
    },
    byStage: stages,
    closingThisMonth: { count: figures.closingCount, totalFen: figures.closingFen },
    wonThisQuarter: { count: figures.wonCount, totalFen: figures.wonFen },
    stuck: figures.stuck,
  };
}

/** The deals that a figure of the pipeline counts. */
async function dealsOf(ctx: Context, { which, whose, limit }: { which: string; whose: 'mine' | 'all'; limit: number }) {
  const params = new URLSearchParams({ shape: 'list', type: 'open' });
  if (whose === 'mine') params.set('owner', 'me');
  if (which === 'stuck') params.set('stuck', '1');
  if (which === 'closing_this_month') params.set('close', 'this_month');
  if (which === 'overdue') params.set('overdue', '1');
  const ask = await readAsk(ctx, params);
  const page = await listOpportunities(ctx, ask.filter, ask.narrow, ask.all, { sort: '-amount', limit });
  const shape = resources.opportunities.listed;
  const rows = page.rows.map((row) => shape.parse(row) as { totalFen: number; probability: number });
  return {
    opportunities: rows.map((row) => ({ ...row, weightedFen: weightedOf(row.totalFen, row.probability) })),
    more: page.after !== null,
  };
}

export function offerReading(server: McpServer, ctx: Context) {
  const scope = (resource: ResourceName) => ({ resource, access: 'read' as const });
  offer(server, ctx, 'search', {
    title: 'Search',
    description:
      'Finds accounts, contacts, opportunities, visits and colleagues by name, pinyin, initials, code or telephone.',
    needs: { ...scope('accounts'), permission: 'account.read' },
    readOnly: true,
    input: z.object({ q: z.string().min(1).max(100), kinds: z.array(z.enum(searchKinds)).optional(), limit: most }),
    async run(ctx, { q, kinds = [...searchKinds], limit }) {
      const open = kinds.filter((kind) => reads(ctx, resourceOfKind[kind]));
      const groups = open.length ? await search(ctx, { q, kinds: open, limit }) : [];
      return {
        found: groups.map(({ kind, items }) => ({
          kind,
          items: items.map(({ to, ...item }) => ({ ...item, url: linkOrigin + to })),
        })),
      };
    },
  });
  offer(server, ctx, 'account_brief', {
    title: 'Brief of an account',
    description:
      'What to know of an account before a visit: who they are, open deals, people, last visits, commitments and needs.',
    needs: { ...scope('accounts'), permission: 'account.read' },
    readOnly: true,
    input: z.object({ accountId: anAccount }),
    run: (ctx, { accountId }) => briefOf(ctx, accountId),
  });
  const whose = z.enum(['mine', 'all']).default('mine').describe('`all`: everything in your sight');
  offer(server, ctx, 'pipeline', {
    title: 'Pipeline',
    description:
      'Counts and sums of the pipeline: open, weighted, by stage, closing this month, won this quarter, stuck.',
    needs: { ...scope('opportunities'), permission: 'opportunity.read' },
    readOnly: true,
    input: z.object({ whose }),
    run: (ctx, input) => pipelineOf(ctx, input.whose),
  });
  offer(server, ctx, 'list_opportunities', {
    title: 'Opportunities',
    description: 'Open opportunities, the largest first: all, those stuck, closing this month, or past their day.',
    needs: { ...scope('opportunities'), permission: 'opportunity.read' },
    readOnly: true,
    input: z.object({
      which: z.enum(['all', 'stuck', 'closing_this_month', 'overdue']).default('all'),
      whose,
      limit: most,
    }),
    run: dealsOf,
  });
  offer(server, ctx, 'list_my_visits', {
    title: 'My visits',
    description: 'Your own visits, the latest first, planned ones too.',
    needs: { ...scope('visits'), permission: 'visit.read' },
    readOnly: true,
    input: z.object({
      from: aDay.optional(),
      to: aDay.optional(),
      status: z.enum(visitStatuses).optional(),
      limit: most,
    }),
    run: (ctx, { from, to, status, limit }) =>
      list(ctx, 'visits', { person: ctx.actor.personId, from, to, status, limit }),
  });
}
