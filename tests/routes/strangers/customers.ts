import { byAll, byNobody, canary, type Scene } from './scene';

/** The group of the customer, in the register all companies share. */
export async function group(scene: Scene) {
  const name = `集团 ${scene.code.slice(-12)}`;
  scene.keep('enterpriseId', 'enterprises', await scene.insert('enterprises', { name }), byNobody, byAll);
}

/** A customer of the manager's with all that hangs on it. */
export async function customers(scene: Scene) {
  const { sql, me, keep, insert, copy } = scene;
  const mine = `owner_id = '${me.id}'`;
  const search = canary.toLowerCase();
  const plain = { external_key: null };
  if (!scene.victims.enterpriseId) await group(scene);
  const account = keep(
    'accountId',
    'accounts',
    await copy('accounts', `${mine} and deleted_at is null`, {
      ...plain,
      name: canary,
      search,
      address: canary,
      credit_code: null,
      enterprise_id: scene.victims.enterpriseId?.id,
    }),
  );
  const of = { account_id: account.id };
  const row = { tenant_id: me.tenant_id, unit_id: me.unit_id, owner_id: me.id, ...of };
  await copy('assignments', `${mine} and role = 'primary' and during @> current_date`, of);
  const contact = keep(
    'contactId',
    'contacts',
    await copy('contacts', mine, { ...plain, ...of, name: canary, search, reports_to_id: null }),
  );
  const opportunity = keep(
    'opportunityId',
    'opportunities',
    await copy('opportunities', `${mine} and stage_type = 'open'`, { ...plain, ...of, title: canary, search }),
  );
  const visit = keep(
    'visitId',
    'visits',
    await copy('visits', `${mine} and status = 'planned' and planned_at > now()`, {
      ...plain,
      ...of,
      purpose: canary,
      opportunity_id: opportunity.id,
    }),
  );
  keep(
    'commitmentId',
    'commitments',
    await copy('commitments', mine, { ...of, text: canary, visit_id: null, opportunity_id: null }),
  );
  keep(
    'interactionId',
    'interactions',
    await insert('interactions', { ...row, channel: 'phone', at: new Date(), text: canary, subject: canary }),
  );
  const lead = await copy('leads', `tenant_id = ${me.tenant_id} and state = 'accepted'`, {
    ...plain,
    unit_id: me.unit_id,
    pool_unit_id: me.unit_id,
    holder_id: me.id,
    referrer_id: me.id,
    source: 'employee',
    company: canary,
    contact_name: canary,
    need: canary,
    rule_id: null,
    form_id: null,
  });
  keep('leadId', 'leads', lead);
  keep('referralId', 'leads', lead);
  keep(
    'files/fileId',
    'attachments',
    await insert('attachments', {
      ...row,
      visit_id: visit.id,
      kind: 'photo',
      name: canary,
      mime: 'image/jpeg',
      bytes: 1,
      sha256: 'a'.repeat(64),
      added_by: me.id,
    }),
  );
  keep(
    'mergeId',
    'account_merges',
    await insert('account_merges', {
      ...row,
      merged_id: account.id,
      merged_name: canary,
      by_id: me.id,
      fields: sql.json({}),
      merged: sql.json({}),
      moved: sql.json({}),
      joined: sql.json({}),
      cleared: sql.json([]),
    }),
  );
  keep(
    'contactMergeId',
    'contact_merges',
    await insert('contact_merges', {
      tenant_id: me.tenant_id,
      contact_id: contact.id,
      merged_id: contact.id,
      merged_name: canary,
      by_id: me.id,
      fields: sql.json({}),
      moved: sql.json({}),
      doubled: sql.json([]),
    }),
  );
  return { opportunity, visit, row };
}
