import { hash } from '@node-rs/argon2';
import type postgres from 'postgres';
import { demoPassword, emailOf } from './journey';

const people = 2000;
const kinds = 60;
const dealsEach = 4;

/**
 * A company of its own whose trainer looks after 2,000 account managers and 60 certificates: half of what is asked is
 * held, a sixth is over or ending, a sixth is being learnt; 8,000 open deals, a fifth of which waits for a certificate.
 */
export async function makeManyLearners(sql: postgres.Sql) {
  const passwordHash = await hash(demoPassword);
  await sql.begin(async (tx) => {
    const [{ id: company = 0 } = {}] =
      await tx`insert into tenants (code, name) values ('many-learners', '大规模培训公司') returning id`;
    const unit = async (parent: number | null, kind: string, name: string, position: number) => {
      const [row] = await tx`insert into units (tenant_id, parent_id, kind, name, position)
        values (${company}, ${parent}, ${kind}, ${name}, ${position}) returning id`;
      return Number(row?.id);
    };
    const root = await unit(null, 'province', '大规模公司', 0);
    await tx`update tenants set root_unit_id = ${root} where id = ${company}`;
    for (let city = 0; city < 10; city += 1) {
      const id = await unit(root, 'city', `第${city + 1}分公司`, city);
      for (let team = 0; team < 10; team += 1)
        await unit(id, 'team', `第${city + 1}分公司${team + 1}组`, city * 10 + team);
    }
    await tx`
      create temp table learners on commit drop as
      select n, gen_random_uuid() as id, (select id from units where tenant_id = ${company} and kind = 'team' order by position offset n % 100 limit 1) as unit_id
      from generate_series(0, ${people - 1}) n`;
    await tx`
      insert into people (id, tenant_id, unit_id, name, pinyin, search, joined_on)
      select id, ${company}, unit_id, '学员' || n, 'xueyuan' || n, '学员' || n, date '2024-01-01' + n % 700 from learners`;
    await tx`insert into role_grants (person_id, role, unit_id) select id, 'account_manager', unit_id from learners`;
    const [trainer] = await tx`
      insert into people (id, tenant_id, unit_id, name, email) values (gen_random_uuid(), ${company}, ${root}, '培训师', ${emailOf('many.trainer')}) returning id`;
    await tx`insert into role_grants (person_id, role, unit_id) values (${trainer?.id}, 'trainer', ${root})`;
    await tx`insert into credentials (person_id, password_hash) values (${trainer?.id}, ${passwordHash})`;
    await tx`
      insert into certificate_types (tenant_id, id, code, name, name_en, family, months, position)
      select ${company}, gen_random_uuid(), 'C' || k, '第 ' || k || ' 号业务能力认证', 'Certificate of skill ' || k,
        (array['product', 'skill', 'mandatory'])[1 + k / ${kinds / 3}], 24, k from generate_series(0, ${kinds - 1}) k`;
    // a third by role alone, a third by what is sold, the rest by who is served
    await tx`
      insert into certificate_requirements (tenant_id, id, role, product_line, grade, code, created_by)
      select ${company}, gen_random_uuid(), 'account_manager',
        case when k % 3 = 1 then (array['internet', 'mobile', 'cloud', 'iot'])[1 + k % 4] end,
        case when k % 3 = 2 then (array['A', 'B', 'C', 'D'])[1 + k % 4] end, 'C' || k, ${trainer?.id}
      from generate_series(0, ${kinds - 1}) k`;
    await tx`
      insert into certificates (tenant_id, id, number, person_id, code, issued_on, valid_until, source)
      select ${company}, gen_random_uuid(), 'ML-' || l.n || '-' || k, l.id, 'C' || k, current_date - 400,
        case when (l.n + k) % 12 = 1 then current_date - 10 when (l.n + k) % 12 = 2 then current_date + 20 else current_date + 300 end, 'exam'
      from learners l cross join generate_series(0, ${kinds - 1}) k where (l.n * 7 + k * 3) % 10 < 5 and k % 6 <> 5`;
    await tx`
      insert into certificate_goals (tenant_id, id, person_id, code, due_on, assigned_by, assigned_at)
      select ${company}, gen_random_uuid(), l.id, 'C' || k, current_date + 20, ${trainer?.id}, now()
      from learners l cross join generate_series(0, ${kinds - 1}) k where (l.n * 7 + k * 3) % 10 = 6`;
    await tx`insert into course_families (tenant_id, code, name) values (${company}, 'sales', '销售')`;
    await tx`
      insert into courses (tenant_id, id, code, family, name, certificate_code, created_by)
      select ${company}, gen_random_uuid(), 'K' || k, 'sales', '第 ' || k || ' 课', 'C' || k, ${trainer?.id} from generate_series(0, ${kinds - 1}) k`;
    await tx`
      insert into course_versions (tenant_id, id, course_id, edition, published_at, published_by)
      select tenant_id, gen_random_uuid(), id, 1, now(), created_by from courses where tenant_id = ${company}`;
    await tx`
      insert into enrolments (tenant_id, id, person_id, unit_id, course_id, version_id, progress_percent, way, created_at, updated_at)
      select ${company}, gen_random_uuid(), l.id, l.unit_id, c.id, v.id, (l.n * 3 + c.k) % 100, 'lead', now(), now()
      from learners l cross join (select *, substr(code, 2)::integer as k from courses where tenant_id = ${company}) c
      join course_versions v on v.tenant_id = c.tenant_id and v.course_id = c.id where (l.n * 7 + c.k * 3) % 10 in (7, 8)`;
    await tx`
      insert into offerings (tenant_id, id, code, name, line, certificate_code, lifecycle)
      select ${company}, gen_random_uuid(), 'ML-' || k, '第 ' || k || ' 号产品', (array['internet', 'mobile', 'cloud', 'iot'])[1 + k % 4],
        case when k % 5 = 0 then 'C' || (k / 5 * 6 + 5) end, 'launched' from generate_series(0, 19) k`;
    await tx`
      insert into accounts (tenant_id, id, unit_id, owner_id, name, kind, grade)
      select ${company}, gen_random_uuid(), l.unit_id, l.id, '客户 ' || l.n || '-' || a, 'private', (array['A', 'B', 'C', 'D'])[1 + (l.n + a) % 4]
      from learners l cross join generate_series(1, 2) a`;
    await tx`
      insert into assignments (tenant_id, id, unit_id, owner_id, account_id, role, during)
      select tenant_id, gen_random_uuid(), unit_id, owner_id, id, 'primary', '[2026-01-01,)' from accounts where tenant_id = ${company}`;
    await tx`
      insert into opportunities (tenant_id, id, unit_id, owner_id, account_id, title, pipeline_id, stage_id, stage_type, stage_entered_at,
        last_activity_at, probability, one_off_fen, offering_id, expected_close_on)
      select a.tenant_id, gen_random_uuid(), a.unit_id, a.owner_id, a.id, '商机 ' || a.name || ' ' || d, 1, 1, 'open', now(), now(), 10,
        100000 + 100 * (row_number() over ()), o.id, current_date + 40
      from (select *, row_number() over (order by name) as r from accounts where tenant_id = ${company}) a
      cross join generate_series(1, ${dealsEach / 2}) d
      join (select *, substr(code, 4)::integer as k from offerings where code like 'ML-%') o on o.k = (a.r * 3 + d * 7) % 20`;
  });
  await sql`analyze`;
}
