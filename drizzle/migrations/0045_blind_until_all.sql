-- Judgements are blind until everybody who was asked has judged everybody who stands: who still has one to judge must not
-- know how the others judge. Never open to who is judged.
CREATE OR REPLACE FUNCTION app.scores_open(company integer, candidate uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  select exists (select from candidates c where c.tenant_id = company and c.id = candidate and c.person_id is distinct from app.person()
    and (app.selects_for(company, c.opening_id) or app.assesses(company, c.opening_id))
    and not exists (select from openings o join opening_assessors a on a.tenant_id = o.tenant_id and a.opening_id = o.id
      join candidates w on w.tenant_id = o.tenant_id and w.opening_id = o.id
      where o.tenant_id = company and o.id = c.opening_id and (w.id = c.id or (w.state = 'standing' and o.state = 'open'))
        and not exists (select from candidate_scores s where s.tenant_id = company and s.candidate_id = w.id and s.assessor_id = a.person_id)))
$$;
