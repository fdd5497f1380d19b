-- Besides what notices may tell already, whoever else has added to it. Rows there are were held by the narrower one before.
DO $$
declare
  word text;
  change text;
begin
  foreach word in array array['check_explained', 'visit_joined', 'visit_cancelled', 'visit_reacted', 'commitment_given', 'commitment_settled', 'commitment_soon'] loop
    select format('alter table notices drop constraint notices_kind, add constraint notices_kind %s not valid',
      replace(replace(pg_get_constraintdef(c.oid), ' NOT VALID', ''), 'ARRAY[', 'ARRAY[' || quote_literal(word) || '::text, '))
    into change from pg_constraint c where c.conrelid = 'notices'::regclass and c.conname = 'notices_kind'
      and strpos(pg_get_constraintdef(c.oid), quote_literal(word) || '::text') = 0;
    if change is not null then execute change; end if;
  end loop;
end $$;
