import { sql } from 'drizzle-orm';
import { offeringSearchText } from '../../offerings/search-text.server';
import { nameKey } from '../near';
import { listPutAway } from '../put-away.server';
import { answered, resolveShort } from '../references.server';
import { addProblem, ask, shorten } from '../row';
import type { Columns } from '../rows.server';
import { leftRejected } from '../rules';
import { comeBack, twins } from './children.server';
import { type Kind, plainColumns } from './kind.server';

type Hit = Columns & { id: string; code: string; import_id: string | null };

export const offeringsKind: Kind = {
  table: 'offerings',
  subject: 'offering',
  permissions: ['offering.manage'],
  versioned: false,
  tenantKeyed: true,

  async resolve(ctx, plan, rows) {
    const { tenantId, mode, id } = plan.import_;
    const found = await ctx.db.execute<Hit>(sql`select * from offerings where tenant_id = ${tenantId}`);
    const byCode = new Map([...found].map((hit) => [hit.code, hit]));
    const byId = new Map([...found].map((hit) => [hit.id, hit]));
    const away = await listPutAway(ctx, plan, [...found]);
    const isTwin = twins();
    for (const row of rows) {
      resolveShort(plan, row);
      const code = row.values.code as string | undefined;
      if (code === undefined) continue;
      const answer = answered(plan, row, 'code', code);
      if (answer === leftRejected) continue;
      const hit = (answer ? byId.get(answer) : undefined) ?? byCode.get(code);
      const near = hit ? [] : [...found].filter((other) => nameKey(other.code) === nameKey(code));
      if (isTwin(code) || hit?.import_id === id) addProblem(row, 'code', 'imports.problem.twice', code);
      else if (near.length && answer !== null) {
        const choices = near.map((other) => ({ id: other.id, label: other.code }));
        ask(row, { field: 'code', text: shorten(code), near: true, choices }, 'imports.problem.near');
      } else if (hit && away.has(hit.id) && mode !== 'update') comeBack(row, hit);
      else if (hit && mode === 'create') addProblem(row, 'code', 'imports.problem.exists', code);
      else if ((!hit || away.has(hit.id)) && mode === 'update')
        addProblem(row, 'code', 'imports.problem.not_found', code);
      else if (hit) {
        if (hit.id === answer) delete row.values.code; // it keeps the code it has here
        row.existing = { id: hit.id, columns: hit };
      }
    }
  },

  columns: (_plan, row) => ({ ...(row.refs.back && { lifecycle: 'launched' }), ...plainColumns(row) }),
  fresh: (ctx, plan, row) => ({
    tenant_id: plan.import_.tenantId,
    id: row.id,
    lifecycle: 'launched',
    created_at: ctx.now.toISOString(),
  }),
  derived: (columns) => ({
    search: offeringSearchText({
      name: String(columns.name),
      nameEn: columns.name_en as string | null,
      code: String(columns.code),
    }),
  }),
};
