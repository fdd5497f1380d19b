import { type SQL, sql } from 'drizzle-orm';
import type { ImportKind } from './rules';

/** Rows of another table that point to row `t`; those in the recycle bin do not count. */
const pointing = (table: string, column: string, more = 'c.deleted_at is null') =>
  `exists (select 1 from ${table} c where c.tenant_id = t.tenant_id and c.${column} = t.id and ${more})`;
const any = 'true';

/** What other people have hung on a record: with it the record stays when its import is undone. */
const uses: Record<ImportKind, string[]> = {
  accounts: [
    ...['contacts', 'opportunities', 'visits', 'interactions', 'commitments'].map((table) =>
      pointing(table, 'account_id'),
    ),
    pointing('leads', 'account_id', any),
    pointing('accounts', 'parent_id', 'c.deleted_at is null and c.import_id is distinct from t.import_id'),
  ],
  contacts: [
    pointing('interactions', 'contact_id'),
    pointing('leads', 'contact_id', any),
    pointing('contacts', 'reports_to_id', 'c.deleted_at is null and c.import_id is distinct from t.import_id'),
    `exists (select 1 from visit_attendees a join visits c on c.tenant_id = a.tenant_id and c.id = a.visit_id
      where a.tenant_id = t.tenant_id and a.contact_id = t.id and c.deleted_at is null)`,
  ],
  opportunities: [
    ...['visits', 'interactions', 'commitments', 'needs', 'attachments'].map((table) =>
      pointing(table, 'opportunity_id'),
    ),
    ...['quotes', 'contracts', 'approvals', 'leads'].map((table) => pointing(table, 'opportunity_id', any)),
  ],
  visits: ['commitments', 'needs', 'attachments', 'competitor_moves'].map((table) => pointing(table, 'visit_id')),
  people: [
    ...['accounts', 'opportunities', 'visits', 'commitments'].map((table) => pointing(table, 'owner_id')),
    pointing('assignments', 'owner_id', 'upper_inf(c.during)'),
    'exists (select 1 from journal j where j.actor_id = t.id)',
  ],
  offerings: ['opportunities', 'quote_lines', 'installed_products', 'bundle_components', 'promotions'].map(
    (table) => `exists (select 1 from ${table} c where c.offering_id = t.id)`,
  ),
};

/** Whether somebody has worked with row `t` since it was imported. */
export const inUse = (kind: ImportKind): SQL => sql.raw(`(${uses[kind].join('\n or ')})`);

/** Whether somebody has changed row `t`, or what belongs to it, since it was imported; what is kept without a version tells by its journal. */
export const isTouched = (kind: ImportKind): SQL => {
  if (kind !== 'people' && kind !== 'offerings') return sql.raw('t.version <> 1');
  return sql.raw(
    `(exists (select 1 from journal j where j.subject_id = t.id and j.event not in ('person.created', 'offering.created')))`,
  );
};
