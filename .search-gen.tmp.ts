import { readFileSync } from 'node:fs';
import postgres from 'postgres';
import { searchText } from '~/core/pinyin.server';
import { newId } from '~/core/ids';
const { ownerUrl } = JSON.parse(readFileSync('/tmp/search-work/urls.json', 'utf8'));
const sql = postgres(ownerUrl, { max: 1, onnotice() {} });
let seed = 7; const rnd = () => ((seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff);
const pick = <T,>(a: T[]) => a[Math.floor(rnd() * a.length)]!;
const places = '杭州 宁波 温州 绍兴 金华 台州 广州 深圳 佛山 东莞 南京 苏州 无锡 成都 绵阳 武汉 宜昌 西安 咸阳 沈阳 大连 青岛 济南 长沙 株洲'.split(' ');
const chars = '华兴瑞安泰康宏远恒达盛信诚德隆昌鑫博雅嘉和天地人杰金银铜铁山川河海云雷风雨龙虎凤麟春夏秋冬东南西北中正大光明新长城江湖源泉石林森木水火土星辰日月'.split('');
const fields = '科技 物流 机械 化工 电子 医药 食品 纺织 建设 能源 环保 教育 软件 贸易 汽车 光电 新材料 农业 旅游 传媒'.split(' ');
const forms = '有限公司 股份有限公司 集团有限公司 分公司 中心 研究院 合作社'.split(' ');
const special = ['市第一人民医院','市商业银行','市财政局','职业技术学院','市农商银行支行','工商银行支行','卫星通信地球站'];
const sur = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎'.split('');
await sql`truncate tenants, units, unit_tree, people, accounts cascade`.catch(async (e) => { console.log(e.message); });
const units: { id: number; t: number }[] = []; const teams: { id: number; t: number }[] = [];
await sql`insert into tenants (id, code, name) select i, 't'||i, 'T'||i from generate_series(1,7) i`;
const u: [number, number, number | null, string, string][] = []; let next = 1;
u.push([next++, 1, null, '集团', 'group']);
for (let t = 2; t <= 7; t++) { const p = next++; u.push([p, t, 1, '省' + t, 'province']); for (let c = 0; c < 10; c++) { const ci = next++; u.push([ci, t, p, '市', 'city']); for (let m = 0; m < 10; m++) { const id = next++; u.push([id, t, ci, '组', 'team']); teams.push({ id, t }); } } }
await sql`insert into units (id, tenant_id, parent_id, name, kind) select * from unnest(${u.map(x=>x[0])}::int[], ${u.map(x=>x[1])}::int[], ${u.map(x=>x[2])}::int[], ${u.map(x=>x[3])}::text[], ${u.map(x=>x[4])}::text[])`;
await sql`update tenants t set root_unit_id = (select min(id) from units where tenant_id = t.id)`;
const people: { id: string; t: number; u: number; n: string; r: string }[] = [];
for (const team of teams) for (let i = 0; i < 8; i++) people.push({ id: newId(), t: team.t, u: team.id, n: pick(sur) + pick(chars) + pick(chars), r: i === 0 ? 'team_lead' : 'account_manager' });
people.push({ id: newId(), t: 2, u: 2, n: '省总', r: 'sales_director' }, { id: newId(), t: 1, u: 1, n: '总部', r: 'sales_director' }, { id: newId(), t: 2, u: 3, n: '市总', r: 'sales_director' });
const esc = (v: unknown) => v === null ? '\\N' : String(v).replace(/[\\\t\n]/g, '\\$&');
async function copy(table: string, cols: string, n: number, row: (i: number) => unknown[]) {
  const w = await sql.unsafe(`copy ${table} (${cols}) from stdin`).writable();
  let buf = '';
  for (let i = 0; i < n; i++) { buf += row(i).map(esc).join('\t') + '\n'; if (buf.length > 500000) { if (!w.write(buf)) await new Promise((r) => w.once('drain', r)); buf = ''; } }
  w.write(buf); w.end(); await new Promise((r, j) => { w.on('finish', r); w.on('error', j); });
  console.log(table, n, process.uptime());
}
await copy('people', 'id,tenant_id,unit_id,name,pinyin,initials,search', people.length, (i) => { const p = people[i]!; const s = searchText({ name: p.n, person: true }); return [p.id, p.t, p.u, p.n, s.pinyin, s.initials, s.search]; });
await copy('role_grants', 'person_id,role,unit_id', people.length, (i) => [people[i]!.id, people[i]!.r, people[i]!.u]);
for (const x of ['accounts', 'contacts', 'opportunities']) await sql.unsafe(`drop index ${x}_search`);
const managers = people.filter((p) => p.r === 'account_manager'); const acc: { id: string; m: (typeof people)[0]; name: string }[] = [];
const N = 1_000_000, code = () => '91' + String(Math.floor(rnd() * 1e9)).padStart(9, '0') + String(Math.floor(rnd() * 1e7)).padStart(7, '0');
await copy('accounts', 'tenant_id,id,unit_id,owner_id,name,pinyin,initials,search,kind,phone,updated_at', N, (i) => {
  const m = managers[i % managers.length]!; const name = i % 4 ? pick(places) + pick(chars) + pick(chars) + pick(fields) + pick(forms) : pick(places) + pick(chars) + pick(chars) + pick(special);
  const phone = '0571' + String(Math.floor(rnd() * 1e8)).padStart(8, '0'); const s = searchText({ name, extra: [code(), phone] });
  const id = newId(); acc.push({ id, m, name });
  return [m.t, id, m.u, m.id, name, s.pinyin, s.initials, s.search, 'private', phone, new Date(1.79e12 - Math.floor(rnd() * 4e10)).toISOString()];
});
await sql`insert into assignments (tenant_id, id, unit_id, owner_id, account_id, role, during) select tenant_id, gen_random_uuid(), unit_id, owner_id, id, 'primary', '[2026-01-01,)' from accounts where owner_id = any(${[managers[5]!.id, people[1]!.id]}::uuid[])`;
await copy('contacts', 'tenant_id,id,unit_id,owner_id,account_id,name,pinyin,initials,search', 1_000_000, (i) => {
  const a = acc[i]!; const name = pick(sur) + pick(chars) + (rnd() < 0.7 ? pick(chars) : ''); const s = searchText({ name, person: true, extra: ['13' + String(Math.floor(rnd() * 1e9)).padStart(9, '0')] });
  return [a.m.t, newId(), a.m.u, a.m.id, a.id, name, s.pinyin, s.initials, s.search];
});
const titles = 'SD-WAN改造 专线扩容 云桌面 视频会议 卫星应急通信 物联网平台 等保整改 数据中心托管 5G专网 短信平台'.split(' ');
await sql`alter table opportunities disable trigger user`;
await copy('opportunities', 'tenant_id,id,unit_id,owner_id,account_id,title,search,pipeline_id,stage_id,stage_type,stage_entered_at,probability,last_activity_at', 500_000, (i) => {
  const a = acc[(i * 2) % N]!; const name = a.name.slice(0, 6) + pick(titles); const s = searchText({ name });
  return [a.m.t, newId(), a.m.u, a.m.id, a.id, name, s.search, 1, 1 + (i % 6), 'open', '2026-10-01', 10, '2026-10-01'];
});
await sql`alter table opportunities enable trigger user`;
for (const x of ['accounts', 'contacts', 'opportunities']) { await sql.unsafe(`create index ${x}_search on ${x} using gin (tenant_id, search gin_trgm_ops) with (fastupdate=off)`); console.log('gin', x, process.uptime()); }
await sql`analyze`;
console.log(await sql`select pg_size_pretty(pg_relation_size('accounts_search')) a, pg_size_pretty(pg_relation_size('contacts_search')) c, pg_size_pretty(pg_table_size('accounts')) t`);
await sql.end();
