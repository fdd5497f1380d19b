import { readFileSync } from 'node:fs';
import postgres from 'postgres';
import { searchTerms } from '~/core/search-terms';
import { normalise } from '~/core/pinyin.server';
const { ownerUrl } = JSON.parse(readFileSync('/tmp/search-work/urls.json', 'utf8'));
const sql = postgres(ownerUrl, { max: 1, onnotice() {} });
const people = await sql`select g.person_id, g.role, g.unit_id, (select count(*) from assignments a where a.owner_id = g.person_id) n from role_grants g where g.role = 'sales_director' union all (select g.person_id, g.role, g.unit_id, 0 from role_grants g join assignments a on a.owner_id = g.person_id where g.role='account_manager' limit 1) union all (select g.person_id, g.role, g.unit_id, 0 from role_grants g where g.role='team_lead' limit 1)`;
const label = (p: any) => p.role + '@' + p.unit_id;
const [sample] = await sql`select phone from accounts offset 500000 limit 1`;
const queries: Record<string, string> = { '1 common': '杭', '2 common': '杭州', '2 common mid': '银行', '2 rare': '魏薛', '4 char': '华兴科技', '4 mid': '人民医院', '6 exact': '杭州华兴科技', initials4: 'hzhx', initials2: 'hz', pinyin: 'huaxing', pinyinmid: 'yinhang', tail4: String(sample!.phone).slice(-4), phone8: String(sample!.phone).slice(-8), code: '91330', nonsense: 'zqxjkw', 'two words': '杭州 银行' };
const kinds = process.argv[2] ? [process.argv[2]] : ['account', 'contact', 'opportunity', 'visit', 'person'];
for (const p of people) {
  const out: string[] = [];
  for (const [name, q] of Object.entries(queries)) {
    const t = searchTerms(normalise(q))!;
    const times: number[] = []; let n = '';
    for (let i = 0; i < 5; i++) await sql.begin(async (tx) => {
      await tx`select app.enter(${p.person_id}, ${p.role})`;
      const t0 = performance.now();
      const rows = await tx`select * from app.search(${kinds}, ${t.patterns}, ${t.prefix}, 6)`;
      times.push(performance.now() - t0);
      const c: Record<string, number> = {}; for (const r of rows) c[r.kind] = (c[r.kind] ?? 0) + 1; n = Object.entries(c).map(([k, v]) => k[0] + v).join('');
    });
    out.push(`${name}=${times[0]!.toFixed(1)}/${times.sort((a, b) => a - b)[2]!.toFixed(1)}ms(${n})`);
  }
  console.log(label(p), out.join('  '));
}
await sql.end();
