import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { Visitor } from '../support/visitor';

let sql: postgres.Sql;
beforeAll(() => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
});
afterAll(() => sql?.end());

it('holds no cell that a spreadsheet takes for a formula, in full width neither', async () => {
  const id = newId();
  const cells = ['=1+1', '＝HYPERLINK("x")', '＋1', '－1', '＠x', '@x'];
  for (const name of cells)
    await sql`insert into journal (tenant_id, id, at, actor_id, event, subject, subject_id, unit_id, after)
      select tenant_id, ${newId()}, now(), id, 'unit.renamed', 'unit', ${id}, unit_id, jsonb_build_object('name', ${name}::text)
      from people where email = 'admin@demo.test'`;
  const { text, status } = await (await Visitor.signIn('admin@demo.test')).get('/journal.csv?event=unit.renamed');
  expect(status).toBe(200);
  const written = (cell: string) => (cell.includes('"') ? `"'${cell.replaceAll('"', '""')}"` : `'${cell}`);
  for (const cell of cells) expect(text, cell).toContain(`,${written(cell)}\r\n`);
});
