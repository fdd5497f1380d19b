import { newId } from '~/core/ids';
import { byCompany, byKeepers, byStaff, companyCanary as canary, type Scene, canary as secret } from './scene';

const day = (offset: number) => new Date(Date.now() + offset * 86_400_000);

/** What the company keeps for its own people: products, rewards, places. */
export async function company(scene: Scene) {
  const { sql, me, code, keep, insert, copy } = scene;
  const ours = `tenant_id = ${me.tenant_id}`;
  const own = { tenant_id: me.tenant_id };
  const named = { name: code, name_en: null };
  const product = { ...own, ...named, search: canary.toLowerCase(), import_id: null, variant_of_id: null };
  keep('offeringId', 'offerings', await copy('offerings', ours, { ...product, code }), byCompany);
  const specification = await copy('specifications', 'tenant_id is null', { ...own, ...named, code });
  keep('specificationId', 'specifications', specification, byCompany);
  keep('bundleId', 'bundles', await copy('bundles', ours, { ...named, code }), byCompany);
  keep('promotionId', 'promotions', await copy('promotions', ours, { ...named, code }), byCompany);
  keep('satellite/id', 'terminals', await copy('terminals', ours, named), byCompany);
  const field = { key: code.toLowerCase().replace('-', '_'), label: canary, label_en: null };
  keep('fieldId', 'custom_fields', await copy('custom_fields', ours, field), byCompany);

  const rule = await copy('reward_rules', ours, { ...named, series: newId(), published_at: null, published_by: null });
  keep('rewards/ruleId', 'reward_rules', rule);
  keep(
    'rewardId',
    'reward_entries',
    await copy('reward_entries', ours, { person_id: me.id, fact_id: rule.id, cause_id: rule.id, title: secret }),
  );
  keep(
    'awardId',
    'awards',
    await insert('awards', { ...own, person_id: me.id, title: secret, story: secret, nominated_by: me.lead_id }),
  );

  keep(
    'automation/ruleId',
    'automation_rules',
    await insert('automation_rules', {
      tenant_id: me.tenant_id,
      name: canary,
      event: 'created',
      conditions: sql.json([]),
      actions: sql.json([]),
      author_id: me.admin_id,
    }),
    byKeepers('admin'),
  );
  keep(
    'webhookId',
    'webhooks',
    await insert('webhooks', {
      tenant_id: me.tenant_id,
      owner_id: me.admin_id,
      role: 'admin',
      name: secret,
      url: 'https://hooks.example.test',
      events: '{account.updated}',
      secret,
    }),
  );

  const place = { team_id: me.unit_id, title: secret, created_by: me.lead_id };
  const opening = keep('openingId', 'openings', await copy('openings', ours, { ...place, note: secret }));
  keep(
    'planId',
    'onboarding_plans',
    await insert('onboarding_plans', {
      ...own,
      opening_id: opening.id,
      person_id: me.id,
      mentor_id: me.lead_id,
      team_id: me.unit_id,
      starts_on: day(7),
      created_by: me.lead_id,
    }),
  );
  const person = { id: me.id };
  // by agents at the head of a board alone
  keep('personId', 'people', person, byStaff, byCompany);
  keep('coverage/personId', 'people', person);
  keep('performance/personId', 'people', person);
  keep('training/personId', 'people', person, byKeepers('trainer'));
}

/** What its people learn, and what they have in hand for it. */
export async function learning(scene: Scene) {
  const { me, code, keep, insert, copy } = scene;
  const ours = `tenant_id = ${me.tenant_id}`;
  const own = { tenant_id: me.tenant_id };
  const named = { name: code, name_en: null };
  const teaches = byKeepers('trainer', 'admin');
  const course = await copy('courses', `${ours} and archived_at is null`, { ...named, code, summary: canary });
  keep('courseId', 'courses', course, byCompany);
  const version = await copy('course_versions', `${ours} and published_at is not null`, {
    course_id: course.id,
    edition: 1,
  });
  const chapter = await copy('chapters', ours, { version_id: version.id, title: canary, body: canary, position: 1 });
  keep('chapterId', 'chapters', chapter, byCompany);
  const file = { ...own, chapter_id: chapter.id, name: canary, mime: 'image/png', bytes: 1, sha256: 'a'.repeat(64) };
  keep('learn/fileId', 'chapter_files', await insert('chapter_files', file), byCompany);
  const exam = await copy('exams', `${ours} and published_at is not null`, { ...named, course_id: course.id });
  keep('examId', 'exams', exam, byCompany);
  const type = await copy('certificate_types', ours, { ...named, code });
  keep('typeId', 'certificate_types', type, teaches);
  keep(
    'sessionId',
    'course_sessions',
    await copy('course_sessions', ours, { course_id: course.id, place: canary }),
    teaches,
  );
  keep('questionId', 'questions', await copy('questions', ours, { course_id: course.id }), teaches);
  keep(
    'sittingId',
    'sittings',
    await copy('sittings', `${ours} and state = 'marked'`, { person_id: me.id, unit_id: me.unit_id, exam_id: exam.id }),
    teaches,
  );
  const held = { person_id: me.id, code };
  keep('evidenceId', 'certificate_evidence', await copy('certificate_evidence', ours, held), teaches);
  keep(
    'certificateId',
    'certificates',
    await copy('certificates', ours, {
      ...held,
      number: code,
      source: 'evidence',
      sitting_id: null,
      evidence_id: null,
    }),
    byStaff,
  );
}
