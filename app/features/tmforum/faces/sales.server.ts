import * as z from 'zod';
import { today } from '~/core/dates';
import { leadResource } from '~/features/api/resources/leads.server';
import { opportunityResource } from '~/features/api/resources/opportunities.server';
import {
  atDay,
  contactMedia,
  mediumOf,
  money,
  period,
  type Row,
  ref,
  said,
  sentMedia,
  sentMoney,
  sentName,
  sentPeriod,
  sentRefs,
  text,
} from '../face';
import type { Face } from '../face-type.server';

const leadStatus: Record<string, string> = {
  new: 'acknowledged',
  pool: 'acknowledged',
  offered: 'pending',
  accepted: 'inProgress',
  converted: 'accepted',
  disqualified: 'rejected',
  duplicate: 'rejected',
};

const told = { name: sentName, description: sentName, relatedParty: sentRefs, prospectContact: sentMedia };
const marketingCampaign = z.looseObject({ name: sentName }).optional();

const leadOf = ({
  name,
  description,
  relatedParty = [],
  prospectContact = [],
}: Partial<z.output<z.ZodObject<typeof told>>>): Row =>
  said({
    company: name,
    need: description,
    contactName: relatedParty.find((one) => one.name)?.name,
    phone: mediumOf(prospectContact, 'mobile', 'phone'),
  });

export const salesLeadFace: Face = {
  api: 'salesManagement',
  path: 'salesLead',
  type: 'SalesLead',
  resource: leadResource,
  filters: {},
  show: (row) => ({
    name: row.company,
    description: row.need,
    status: leadStatus[String(row.state)],
    statusChangeReason: text(row.reason),
    type: row.source,
    creationDate: row.createdAt,
    marketingCampaign: text(row.campaign) ? { name: row.campaign } : undefined,
    category: text(row.line) ? { name: row.line } : undefined,
    prospectContact: contactMedia(row),
    relatedParty: [
      { name: row.contactName, role: 'prospect', '@referredType': 'Individual' },
      ...ref('Organization', row.accountId, { role: 'customer' }),
    ],
    salesOpportunity: ref('SalesOpportunity', row.opportunityId)[0],
  }),
  create: z.strictObject({ ...told, marketingCampaign }).transform(({ marketingCampaign, ...given }) => ({
    ...leadOf(given),
    ...said({ campaign: marketingCampaign?.name }),
    source: marketingCampaign ? 'campaign' : 'manager',
  })),
  change: z.strictObject(told).partial().transform(leadOf),
};

const opportunityStatus: Record<string, string> = {
  open: 'inProgress',
  on_hold: 'pending',
  won: 'accepted',
  lost: 'rejected',
};
const typeOfStatus = (status: string) =>
  Object.entries(opportunityStatus).find(([, one]) => one === status)?.[0] ?? status;
const opportunity = { name: sentName, validFor: sentPeriod.optional() };
const dealOf = ({ name, validFor }: { name?: string; validFor?: z.output<typeof sentPeriod> }): Row =>
  said({ title: name, expectedCloseOn: validFor?.endDateTime && today(new Date(validFor.endDateTime)) });

export const salesOpportunityFace: Face = {
  api: 'salesManagement',
  path: 'salesOpportunity',
  type: 'SalesOpportunity',
  resource: opportunityResource,
  filters: { status: (status) => ({ type: typeOfStatus(status) }) },
  show: (row) => ({
    name: row.title,
    status: opportunityStatus[String(row.stageType)],
    statusChangeDate: row.stageEnteredAt,
    statusChangeReason: text(row.closeReason),
    creationDate: row.createdAt,
    estimatedRevenue: money(row.totalFen),
    validFor: period(row.createdAt, atDay(row.expectedCloseOn)),
    salesOpportunityItem: ref('ProductOffering', row.offeringId).map((productOffering) => ({
      id: '1',
      productOffering,
    })),
    relatedParty: [
      ...ref('Organization', row.accountId, { role: 'customer', name: text(row.accountName) }),
      ...ref('Individual', row.ownerId, { role: 'seller', name: text(row.ownerName) }),
    ],
  }),
  create: z
    .strictObject({ ...opportunity, estimatedRevenue: sentMoney.optional(), relatedParty: sentRefs })
    .transform(({ estimatedRevenue = 0, relatedParty, ...given }) => ({
      ...dealOf(given),
      ...said({ accountId: relatedParty.find(({ role }) => role === undefined || role === 'customer')?.id }),
      oneOffFen: estimatedRevenue,
      monthlyFen: 0,
    })),
  change: z.strictObject(opportunity).partial().transform(dealOf),
};
