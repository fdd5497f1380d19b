-- What training knows of a sitting, a course and of who is learning, for certificates; by what the asker may read.
CREATE OR REPLACE FUNCTION app.passed_exam(company integer, sitting uuid, person uuid, type_code text) RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
  select exists (select from sittings s join exams e on e.tenant_id = s.tenant_id and e.id = s.exam_id
    where s.tenant_id = company and s.id = sitting and s.person_id = person and s.passed and e.certificate_code = type_code)
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION app.passed_course(company integer, person uuid, course_code text) RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
  select exists (select from enrolments e join courses c on c.tenant_id = e.tenant_id and c.id = e.course_id
    where e.tenant_id = company and e.person_id = person and e.completed_at is not null and c.code = course_code)
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION app.certificate_learning(company integer, whom uuid[]) RETURNS TABLE (person_id uuid, code text, percent integer, booked_on date)
LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
  select x.person_id, x.code, max(x.percent), min(x.booked_on) from (
    select e.person_id, c.certificate_code as code, e.progress_percent as percent, null::date as booked_on
    from enrolments e join courses c on c.tenant_id = e.tenant_id and c.id = e.course_id
    where e.tenant_id = company and e.person_id = any(whom) and e.state in ('enrolled', 'completed')
    union all
    select b.person_id, x.certificate_code, null, (b.starts_at at time zone 'Asia/Shanghai')::date
    from exam_bookings b join exams x on x.tenant_id = b.tenant_id and x.id = b.exam_id
    where b.tenant_id = company and b.person_id = any(whom) and b.starts_at >= now() - interval '1 day') x
  where x.code is not null group by 1, 2
$$;
