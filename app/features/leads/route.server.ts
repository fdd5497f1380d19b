import type { door } from '~/core/db.server';
import { afterWorkHours } from '~/core/work-hours';
import { industrySection } from '~/features/accounts/industries';
import { ruleFor, type Taker, takerOf } from './routing';
import { defaultLeadPolicy, type LeadPolicy, type TurnWay } from './rules';

/** Asks the database before there is an identity; tests ask on their own connection. */
export type Ask = typeof door;

type Facts = {
  regionCode: string | null;
  industry: string | null;
  line: string | null;
  source: string;
  unitId: number;
  policy: LeadPolicy | null;
  known: { personId: string; unitId: number } | null;
  knownUnitId: number | null;
};

/** Who sells at or below a unit, and how busy they are. */
export async function takersAt(ask: Ask, tenantId: number, unitId: number): Promise<Taker[]> {
  const rows = await ask<{ person_id: string; name: string; open_leads: number; last_at: string | null }>(
    'select * from app.lead_takers($1::text::integer, $2::text::integer)',
    [String(tenantId), String(unitId)],
  );
  return rows.map((row) => ({
    personId: row.person_id,
    name: row.name,
    openLeads: Number(row.open_leads),
    lastAt: row.last_at,
  }));
}

/**
 * Offers a new lead: to who serves the customer where it is one, else to whom the first fitting rule says, with the fewest
 * open leads; to the pool when there is no rule or nobody has room. Done twice, the first counts.
 */
export async function routeLead(ask: Ask, tenantId: number, leadId: string, now: Date): Promise<boolean> {
  const [row] = await ask<{ facts: Facts | string }>('select * from app.lead_to_route($1::text::integer, $2::uuid)', [
    String(tenantId),
    leadId,
  ]);
  if (!row) return false;
  const facts = typeof row.facts === 'string' ? (JSON.parse(row.facts) as Facts) : row.facts;
  const policy = facts.policy ?? defaultLeadPolicy;
  const offer = async (person: string | null, unitId: number, ruleId: string | null, way: TurnWay) => {
    const due = afterWorkHours(now, policy.acceptHours).toISOString();
    const [done] = await ask<{ done: boolean }>(
      'select app.offer_lead($1::text::integer, $2::uuid, $3::uuid, $4::text::integer, $5, $6, $7::timestamptz, $8::timestamptz) as done',
      [String(tenantId), leadId, person, String(unitId), ruleId, way, due, now.toISOString()],
    );
    return done?.done === true;
  };
  if (facts.known) return offer(facts.known.personId, facts.known.unitId, null, 'known');
  if (facts.knownUnitId !== null) return offer(null, facts.knownUnitId, null, 'known');
  const rule = ruleFor(policy.rules, facts, industrySection);
  const taker = rule && takerOf(await takersAt(ask, tenantId, rule.unitId), rule, policy);
  return offer(taker?.personId ?? null, rule?.unitId ?? facts.unitId, rule?.id ?? null, 'rule');
}
