// What this machine can do at best: one prepared query for 50 rows, rendered by React to a string, sent by bare Node.
import http from 'node:http';
import postgres from 'postgres';
import { createElement as h } from 'react';
import { renderToString } from 'react-dom/server';
import { firstDoor } from '../doors.mjs';

const {
  APP_DATABASE_URL = '',
  DOORS,
  PORT,
  HOST,
  LIMIT_PERSON = '',
  LIMIT_TENANT = '0',
  LIMIT_EVERYBODY = '',
} = process.env;
const sql = postgres(APP_DATABASE_URL, { max: 10, fetch_types: false });

const enter = (tx: postgres.TransactionSql, person: string) =>
  tx`select app.enter(${person}::text::uuid, 'sales_director')`;

const list = (tx: postgres.TransactionSql) => tx`
  select o.id, o.title, a.name as account, o.stage_id, o.total_fen, o.probability, o.expected_close_on, p.name as owner, o.updated_at
  from opportunities o join accounts a on a.tenant_id = o.tenant_id and a.id = o.account_id left join people p on p.id = o.owner_id
  where o.tenant_id = ${LIMIT_TENANT}::text::integer and o.deleted_at is null order by o.updated_at desc, o.id limit 50`;

const row = (cells: Record<string, unknown>) =>
  h(
    'tr',
    { key: String(cells.id), className: 'border-b border-line hover:bg-hover' },
    Object.entries(cells).map(([name, value]) =>
      h(
        'td',
        { key: name, className: 'px-3 py-2 text-ink-2' },
        h('a', { href: `/opportunities/${cells.id}` }, String(value)),
      ),
    ),
  );

/** The kept sums per stage, as somebody who sees everything. */
const figures = (tx: postgres.TransactionSql) => tx`
  select stage_id, sum(count)::float8 as count, sum(total_fen)::float8 as total, sum(weighted_fen)::float8 as weighted
  from opportunity_totals group by stage_id`;

http
  .createServer(async (request, response) => {
    if (request.url === '/figures') {
      const [, sums] = await sql.begin('read only', (tx) => [enter(tx, LIMIT_EVERYBODY), figures(tx)]);
      return response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(sums));
    }
    const [, rows] = await sql.begin('read only', (tx) => [enter(tx, LIMIT_PERSON), list(tx)]);
    const page = renderToString(h('html', null, h('body', null, h('table', null, h('tbody', null, rows.map(row))))));
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(`<!doctype html>${page}`);
  })
  .listen(DOORS ? { fd: firstDoor } : { port: Number(PORT), host: HOST }, () => process.send?.('listening'));
process.on('SIGTERM', () => process.exit(0));
