import { sql } from 'drizzle-orm';
import { opportunities } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { fromLocal, today } from '~/core/dates';
import { isId } from '~/core/ids';
import { largestFen } from '~/core/money';
import { searchText } from '~/core/pinyin.server';
import { inScope } from '~/core/scope.server';
import { resolveAccounts } from '../account-lookup.server';
import type { Plan, Stage } from '../plan.server';
import { resolveShort } from '../references.server';
import { addProblem, type Row } from '../row';
import { type Columns, insertRows, textArray } from '../rows.server';
import { type Child, childrenOf, decide, refuseChange, twins } from './children.server';
import { remember } from './contacts.server';
import { type Kind, plainColumns } from './kind.server';
import { beginnings, changesBetween, slipsOf } from './opportunity-history.server';

const stageOf = (plan: Plan, row: Row, field = 'stage') => plan.stages.find(({ id }) => String(id) === row.refs[field]);
const isClosed = (stage: Stage | undefined) => stage?.type === 'won' || stage?.type === 'lost';
const day = (row: Row, field: string) => row.values[field] as string | undefined;

/** What the fields say together. */
function check(ctx: Context, plan: Plan, row: Row) {
  const stage = stageOf(plan, row);
  const closedOn = day(row, 'closedOn');
  if (isClosed(stage)) {
    if (!closedOn) addProblem(row, 'closedOn', 'error.required');
    else if (closedOn > today(ctx.now)) addProblem(row, 'closedOn', 'imports.problem.future', closedOn);
    if (!row.values.closeReason && !row.existing?.columns.close_reason)
      addProblem(row, 'closeReason', 'error.required');
    if ((day(row, 'createdOn') ?? '') > (closedOn ?? '9'))
      addProblem(row, 'createdOn', 'imports.problem.after_close', day(row, 'createdOn'));
  } else if (stage && closedOn) addProblem(row, 'closedOn', 'imports.problem.not_closed', closedOn);
  const amount = (field: string, column: string) => Number(row.values[field] ?? row.existing?.columns[column] ?? 0);
  const monthly = amount('monthlyFen', 'monthly_fen') * amount('months', 'months');
  if (amount('oneOffFen', 'one_off_fen') + monthly > largestFen)
    addProblem(row, monthly ? 'monthlyFen' : 'oneOffFen', 'opportunity.too_large');
  if ((day(row, 'createdOn') ?? '') > today(ctx.now))
    addProblem(row, 'createdOn', 'imports.problem.future', day(row, 'createdOn'));
}

/** Deals by the number their source gave them, or by ours, which an exported file carries in the same column. */
async function byExternalKey(ctx: Context, plan: Plan, rows: Row[]): Promise<Map<string, Child[]>> {
  const keys = rows.flatMap((row) => day(row, 'externalKey') ?? []);
  if (!keys.length) return new Map();
  const found = await ctx.db.execute<Child & { external_key: string | null }>(sql`
    select * from opportunities where tenant_id = ${plan.import_.tenantId} and deleted_at is null
      and ((external_key is not null and external_key = any(${textArray(keys)})) or id = any(${textArray(keys.filter(isId))}::uuid[]))
      and ${inScope(ctx, opportunities, opportunities.accountId)}`);
  return new Map([...found].flatMap((hit) => [hit.id, hit.external_key ?? hit.id].map((key) => [key, [hit]])));
}

export const opportunitiesKind: Kind = {
  table: 'opportunities',
  subject: 'opportunity',
  permissions: ['opportunity.create', 'opportunity.update'],
  versioned: true,
  tenantKeyed: true,

  async resolve(ctx, plan, rows) {
    for (const row of rows) resolveShort(plan, row);
    const accounts = await resolveAccounts(ctx, plan, rows);
    const byKey = plan.import_.keyField === 'externalKey';
    const [keyed, titled] = await Promise.all([
      byExternalKey(ctx, plan, rows),
      byKey ? new Map<string, Child[]>() : childrenOf(ctx, plan, opportunities, rows),
    ]);
    const isTwin = twins();
    for (const row of rows) {
      const account = accounts.get(row.refs.account ?? '');
      if (account) remember(row, account);
      const outside = day(row, 'externalKey');
      const title = day(row, 'title');
      const hits =
        (outside ? keyed.get(outside) : undefined) ??
        (byKey ? [] : (titled.get(account?.id ?? '') ?? []).filter((hit) => hit.title === title));
      const twin = outside
        ? isTwin(`key ${outside}`)
        : !byKey && account !== undefined && isTwin(`${account?.id} ${title}`);
      decide(plan, row, hits, twin, outside ?? title);
      if (row.existing && row.existing.id === outside) delete row.values.externalKey;
      check(ctx, plan, row);
      refuseHiddenMoves(plan, row);
    }
  },

  columns(plan, row) {
    const { createdOn: _, ...values } = plainValues(row);
    const stage = stageOf(plan, row);
    return {
      ...values,
      ...(stage && !row.existing && { stage_id: stage.id }),
      ...(row.refs.offering && { offering_id: row.refs.offering }),
      ...(row.refs.competitor && { competitor_id: row.refs.competitor }),
    };
  },

  fresh(ctx, plan, row) {
    const stage = stageOf(plan, row)!;
    const opened = day(row, 'createdOn');
    const closed = day(row, 'closedOn');
    const openedAt = opened ? fromLocal(opened).toISOString() : ctx.now.toISOString();
    const enteredAt = closed ? fromLocal(closed).toISOString() : openedAt;
    return {
      tenant_id: plan.import_.tenantId,
      id: row.id,
      unit_id: Number(row.refs.unitOfAccount),
      owner_id: row.refs.owner ?? row.refs.ownerOfAccount,
      account_id: row.refs.account,
      pipeline_id: stage.pipelineId,
      stage_type: stage.type,
      stage_entered_at: enteredAt,
      last_activity_at: enteredAt,
      probability: stage.probability,
      source: 'import',
      one_off_fen: 0,
      monthly_fen: 0,
      months: 0,
      slips: 0,
      created_at: openedAt < enteredAt ? openedAt : enteredAt,
      updated_at: ctx.now.toISOString(),
      version: 1,
      evidence: {},
    };
  },

  derived: (columns, row) => ({
    search: searchText({ name: String(columns.title), extra: [columns.external_key as string | null] }).search,
    ...(row.existing && slipsOf(row.existing.columns, columns)),
  }),

  async changed(ctx, pairs) {
    await insertRows(
      ctx,
      'opportunity_changes',
      pairs.flatMap(({ before, after }) => changesBetween(ctx, before, after)),
    );
  },

  async created(ctx, plan, rows, made) {
    const columns = new Map(made.map((record) => [record.id, record]));
    await insertRows(
      ctx,
      'opportunity_changes',
      rows.flatMap((row) => {
        const stage = stageOf(plan, row)!;
        const first = stageOf(plan, row, 'firstStage') ?? (isClosed(stage) ? (plan.stages[0] ?? stage) : stage);
        return beginnings(columns.get(row.id)!, first.id, stage.id);
      }),
    );
  },
};

function plainValues(row: Row): Columns {
  const { created_on: createdOn, ...values } = plainColumns(row);
  return { ...values, createdOn };
}

/** An import does not move what exists: a move has conditions, and a person who answers for it. */
function refuseHiddenMoves(plan: Plan, row: Row) {
  const stage = stageOf(plan, row);
  if (!row.existing) return;
  const there = row.existing.columns;
  if (stage && there.stage_id !== stage.id) addProblem(row, 'stage', 'imports.problem.move', stage.name);
  // how and when a deal ended belongs to the move that ended it
  refuseChange(row, 'closedOn', day(row, 'closedOn'), there.closed_on);
  refuseChange(row, 'closeReason', row.values.closeReason, there.close_reason);
}
