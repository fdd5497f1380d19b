// What becomes of each table when the database is spread over machines; `npm run distribute` and the test of the
// schema read it here. A table that is not named is a business table: its key begins with tenant_id, its rows lie with
// their tenant.

/** Small, the same everywhere, on every machine. Business tables may refer to them, never the other way round. */
export const referenceTables = [
  // who is who
  ...[
    'tenants',
    'units',
    'unit_tree',
    'people',
    'role_grants',
    'enterprises',
    'enterprise_merges',
    'certificates_held',
  ],
  // how one signs in: asked for before it is known of which tenant somebody is
  ...[
    'credentials',
    'sessions',
    'second_factors',
    'recovery_codes',
    'recovery_links',
    'passkeys',
    'sign_in_challenges',
  ],
  ...['sso_identities', 'api_tokens'],
  // what belongs to a person, not to a business row
  ...['calendar_feeds', 'notice_choices', 'push_subscriptions', 'saved_views'],
  // how deals run, and the form a lead is sent in by before its tenant is known
  ...['pipelines', 'pipeline_drafts', 'stages', 'competitors', 'enquiry_forms'],
  // what is sold, by the group or by one company, and its rules
  ...['specifications', 'offerings', 'offering_prices', 'offering_moves', 'bundles', 'bundle_components'],
  ...['bundle_constraints', 'promotions', 'promotion_uses', 'feasibility_rules', 'authority_matrices', 'credit_tables'],
  ...['satellites', 'beams', 'carriers', 'terminals'],
];

/** Stay on the coordinator, where people sign in: of a few minutes' worth, and no row refers to them. */
export const localTables = ['sign_in_attempts'];

/**
 * The key by which children follow their account into another unit. Citus takes no `on update cascade` that contains the
 * column rows are spread by, so these are put on each pair of shards, where tenant_id never changes.
 */
export const followsAccount = ['tenant_id', 'id', 'unit_id'];

/** Their triggers write reference tables, which a shard cannot: to be moved into the commands before a spread goes live. */
export const triggersThatCross = [
  'certificates_issued', // the certificates somebody holds, for whoever assigns work
  'quotes_promotions_back', // the budget of a promotion, used by quotes of many tenants
];
