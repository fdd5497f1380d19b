import { and, eq, isNull, sql } from 'drizzle-orm';
import { contacts } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Refused, type Result, refused } from '~/core/result';
import { createAccount } from '~/features/accounts/commands/create.server';
import { findAccount } from '~/features/accounts/queries.server';
import { createContact } from '~/features/contacts/commands/save.server';
import { createOpportunity } from '~/features/opportunities/commands/create.server';
import type { OpportunitySource } from '~/features/opportunities/rules';
import type { ConvertInput } from '../input';
import { type Lead, lockLead } from '../queries/lead.server';
import type { LeadSource } from '../rules';
import { endTurn, save, subjectOf, tellReferrer } from './turn.server';

const sourceOf: Record<LeadSource, OpportunitySource> = {
  employee: 'referral',
  partner: 'partner',
  manager: 'manager',
  web: 'website',
  campaign: 'campaign',
  api: 'website',
};

/** Takes back what the steps before have written: the transaction ends with it. */
class Undone extends Error {
  constructor(readonly refusal: Refused) {
    super(refusal.reason);
  }
}

function need<T>(result: Result<T>, rename: Record<string, string> = {}): T {
  if (result.ok) return result.value;
  const fields = Object.entries(result.fields ?? {}).map(([field, message]) => [rename[field] ?? field, message]);
  throw new Undone({ ...result, fields: Object.fromEntries(fields) });
}

export type Converted = { accountId: string; opportunityId: string };

/**
 * Makes customer, contact and opportunity of a lead, all or none. Sent twice, or by two at once, it is converted once and
 * answers the same.
 */
export async function convertLead(ctx: Context, id: string, input: ConvertInput): Promise<Result<Converted>> {
  try {
    return await inTransaction(ctx, async (ctx) => {
      const lead = await lockLead(ctx, id);
      requirePermission(ctx.actor, 'lead.work', { ownerId: lead.holderId });
      if (lead.state === 'converted') return before(lead);
      if (lead.state !== 'accepted') return refused('lead.accept_first');
      return ok(await write(ctx, lead, input));
    });
  } catch (error) {
    if (error instanceof Undone) return error.refusal; // nothing was written
    throw error;
  }
}

const before = ({ accountId, opportunityId }: Lead): Result<Converted> =>
  accountId && opportunityId ? ok({ accountId, opportunityId }) : refused('lead.not_open');

async function write(ctx: Context, lead: Lead, input: ConvertInput): Promise<Converted> {
  const accountId = await accountOf(ctx, lead, input);
  const contactId = await contactOf(ctx, accountId, input);
  const { id: opportunityId } = need(
    await createOpportunity(ctx, {
      id: input.opportunityId,
      accountId,
      title: input.title,
      offeringId: input.offeringId,
      source: sourceOf[lead.source],
      oneOffFen: 0,
      monthlyFen: 0,
      months: 0,
      expectedCloseOn: input.expectedCloseOn,
      nextStep: lead.need.slice(0, 200).replace(/\s+/g, ' '),
      nextStepOn: null,
      ownerId: null,
    }),
  );
  await tellReferrer(ctx, lead, 'visiting');
  await endTurn(ctx, lead, 'converted');
  await save(ctx, lead, { state: 'converted', convertedAt: ctx.now, accountId, contactId, opportunityId });
  await record(ctx, 'lead.converted', subjectOf(lead), {
    after: { company: lead.company, accountId, contactId, opportunityId, referrerId: lead.referrerId },
  });
  return { accountId, opportunityId };
}

async function accountOf(ctx: Context, lead: Lead, input: ConvertInput): Promise<string> {
  if (input.account !== 'new') {
    const account = await findAccount(ctx, input.account);
    if (!account || account.tenantId !== lead.tenantId)
      throw new Undone(refused('invalid', { fields: { account: 'error.choose' } }));
    return account.id;
  }
  const { name, creditCode, kind, regionCode, industry } = input;
  const made = await createAccount(ctx, {
    ...nothing,
    id: input.accountId,
    name,
    creditCode,
    kind,
    regionCode,
    industry,
    ownerId: null,
  });
  return need(made).id;
}

/** Somebody with this telephone there already, else a new contact. */
async function contactOf(ctx: Context, accountId: string, input: ConvertInput): Promise<string> {
  const digits = input.phone.replace(/\D/g, '').replace(/^86(?=1\d{10}$)/, '');
  const [known] = await ctx.db
    .select({ id: contacts.id })
    .from(contacts)
    .where(
      and(
        eq(contacts.accountId, accountId),
        isNull(contacts.deletedAt),
        sql`${digits} in (regexp_replace(coalesce(${contacts.mobile}, ''), '\\D', '', 'g'), regexp_replace(coalesce(${contacts.phone}, ''), '\\D', '', 'g'))`,
      ),
    )
    .limit(1);
  if (known) return known.id;
  const isMobile = /^1\d{10}$/.test(digits);
  const made = await createContact(ctx, accountId, {
    id: input.contactId,
    name: input.contactName,
    title: null,
    department: null,
    mobile: isMobile ? input.phone : null,
    phone: isMobile ? null : input.phone,
    email: null,
    wechat: null,
    reportsToId: null,
    buyingRole: null,
    influence: null,
    attitude: 'unknown',
    note: null,
  });
  return need(made, { mobile: 'phone', name: 'contactName' }).id;
}

const nothing = {
  shortName: null, grade: 'C', address: null, phone: null, website: null, registeredCapitalFen: null, annualRevenueFen: null,
  monthlyRevenueFen: null, headcount: null, foundedYear: null, fundingPattern: null, organisationForm: null, managementStyle: null,
  marketingNetwork: null, tailoringNote: null, longitude: null, latitude: null, enterpriseId: null, enterpriseName: null, parentId: null,
} as const; // biome-ignore format: what a lead does not say
