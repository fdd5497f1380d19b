import { newId } from '~/core/ids';
import type { customers } from './customers';
import { canary, type Scene } from './scene';

/** What the manager offers, signs, keeps for himself and sends for. */
export async function papers(scene: Scene, { opportunity, row }: Awaited<ReturnType<typeof customers>>) {
  const { sql, me, code, keep, insert, copy } = scene;
  const mine = `owner_id = '${me.id}'`;
  const { account_id } = row;
  const deal = { account_id, opportunity_id: opportunity.id };
  const quote = await copy('quotes', `${mine} and state = 'draft'`, { ...deal, number: code, title: canary });
  keep('quoteId', 'quotes', quote);
  const version = await copy('quote_versions', mine, { account_id, quote_id: quote.id, number: code });
  keep(
    'contractId',
    'contracts',
    await copy('contracts', mine, {
      ...deal,
      quote_id: quote.id,
      version_id: version.id,
      number: code,
      title: canary,
      sequence: 739_100 + Number.parseInt(code.slice(-4), 16),
    }),
  );
  keep(
    'paperId',
    'quote_papers',
    await insert('quote_papers', {
      ...row,
      quote_id: quote.id,
      version_id: version.id,
      locale: 'en',
      state: 'made',
      sha256: 'a'.repeat(64),
      created_by: me.id,
    }),
  );
  const view = { tenant_id: me.tenant_id, owner_id: me.id, page: 'accounts', name: canary };
  const kept = keep('viewId', 'saved_views', await insert('saved_views', { ...view, query: '' }));
  const schedule = keep(
    'scheduleId',
    'export_schedules',
    await insert('export_schedules', {
      ...view,
      role: 'account_manager',
      view_id: kept.id,
      rhythm: 'workdays',
      hour: 8,
      format: 'csv',
      next_at: new Date(),
      paused_reason: 'person',
    }),
  );
  keep(
    'exportFileId',
    'export_files',
    await insert('export_files', {
      ...view,
      schedule_id: schedule.id,
      format: 'csv',
      due_at: new Date(),
      rows: 1,
      bytes: 1,
      made_at: new Date(),
    }),
  );
  const { account_id: _, ...own } = row;
  keep(
    'importId',
    'imports',
    await insert('imports', {
      ...own,
      kind: 'accounts',
      file_name: canary,
      stored_as: newId(),
      file_bytes: 1,
      file_hash: 'a'.repeat(64),
    }),
  );
  const item = { id: opportunity.id, tenantId: me.tenant_id, title: canary, version: 1, before: {} };
  keep(
    'bulkId',
    'bulk_edits',
    await insert('bulk_edits', { ...own, kind: 'next_step', count: 1, items: sql.json([item]) }),
  );
}
