import { getTableName, is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { describe, expect, it } from 'vitest';
import * as schema from '#drizzle/schema';
import { resourceNames } from '~/features/api/rules';

/** The resource that answers a table, where it is not called like it. */
const called: Record<string, string> = {
  visit_comments: 'comments',
  forecast_lines: 'forecasts',
  reward_entries: 'rewards',
  custom_fields: 'fields',
  automation_rules: 'rules',
};

/** Tables without a resource of their own, and why. */
const gaps: Record<string, string> = {
  'parts of an answered record, read and written with it': `visit_attendees approval_steps quote_lines quote_sites
    quote_versions contract_sites contract_amendments installed_products course_families course_versions chapters
    chapter_files bundle_components bundle_constraints promotion_uses offering_moves offering_prices specifications
    role_grants unit_tree custom_values comment_reactions visit_reactions webhook_deliveries lead_turns qualifications
    qualification_scores automation_firings opportunity_changes assignments reward_challenges reward_confirmations`,
  'what people sign in by': `credentials sessions second_factors recovery_codes recovery_links passkeys sso_identities
    sign_in_attempts sign_in_challenges sign_in_policies api_tokens`,
  'kept sums, keys and copies that other rows are worked out into': `account_keys account_pairs contact_pairs contact_checks
    opportunity_change_sums opportunity_months opportunity_sums opportunity_totals opportunity_touches opportunity_states
    pipeline_flows pipeline_levels certificates_held win_models win_scores`,
  'the trail of what was done, told where it is undone or shown': `journal account_merges contact_merges enterprise_merges bulk_edits
    api_answers imports import_rows export_files export_schedules mails`,
  'one person’s own desk': `saved_views calendar_feeds notice_choices notices push_subscriptions visit_reads
    opportunity_reads visit_drafts settings`,
  'shown to customers by a secret link': `quote_links quote_papers quote_questions visit_confirmations visit_invitations
    lead_cards enquiry_forms letterheads`,
  'a company’s policies and dictionaries, set on pages that show what they would do': `tenants pipelines pipeline_drafts
    coverage_policies lead_policies learning_rules feasibility_rules authority_matrices credit_tables visit_templates
    reward_rules certificate_types certificate_requirements satellites beams carriers terminals`,
  'judgements of people, kept to those they concern': `visit_coachings review_talks forecast_adjustments forecast_calls awards
    candidates candidate_scores openings opening_assessors selection_decisions onboarding_items onboarding_plans
    reward_payrolls reward_payroll_lines certificate_goals certificate_evidence`,
  'learning and examinations, where an answer given ahead would spoil it': `enrolments chapters_read course_sessions
    session_seats exams exam_bookings sittings sitting_questions questions question_keys question_versions`,
  'named in opportunities and visits, with no life of their own': 'competitors competitor_moves',
};

const tables: string[] = Object.values(schema).flatMap((one) => (is(one, PgTable) ? [getTableName(one)] : []));
const explained = Object.values(gaps).flatMap((text) => text.split(/\s+/));

describe('the REST interface', () => {
  it('answers every table, or says why not', () => {
    const answered = new Set([...Object.keys(called), ...resourceNames]);
    expect(tables.filter((table) => !answered.has(table) && !explained.includes(table))).toEqual([]);
  });

  it('explains no gap that is none', () => {
    expect(explained.filter((table) => !tables.includes(table))).toEqual([]);
    expect(explained.filter((table) => (resourceNames as readonly string[]).includes(table))).toEqual([]);
    expect(new Set(explained).size).toBe(explained.length);
    const known = resourceNames.filter((name) => !tables.includes(name) && !Object.values(called).includes(name));
    expect(known).toEqual([]);
  });
});
