import * as z from 'zod';
import { accountResource } from '~/features/api/resources/accounts.server';
import { contactResource } from '~/features/api/resources/contacts.server';
import {
  characteristics,
  contactMedia,
  mediumOf,
  type Row,
  ref,
  said,
  sentMedia,
  sentName,
  sentRefs,
  sentText,
  text,
} from '../face';
import type { Face } from '../face-type.server';

const identified = z
  .array(z.looseObject({ identificationId: z.string() }))
  .max(1)
  .optional();
const traits = z
  .array(z.looseObject({ name: z.string(), value: z.string() }))
  .max(20)
  .default([]);
const organization = {
  name: sentName,
  tradingName: sentText,
  organizationType: sentText,
  organizationIdentification: identified,
  contactMedium: sentMedia,
  partyCharacteristic: traits,
};

function accountOf(given: Partial<z.output<z.ZodObject<typeof organization>>>): Row {
  const { contactMedium = [], partyCharacteristic = [] } = given;
  const trait = (name: string) => partyCharacteristic.find((one) => one.name === name)?.value;
  return said({
    name: given.name,
    shortName: given.tradingName,
    kind: given.organizationType,
    creditCode: given.organizationIdentification?.[0]?.identificationId,
    phone: mediumOf(contactMedium, 'phone', 'mobile'),
    address: mediumOf(contactMedium, 'postalAddress'),
    website: mediumOf(contactMedium, 'website'),
    grade: trait('grade'),
    industry: trait('industry'),
    regionCode: trait('regionCode'),
  });
}

const traitsOf = ({ grade, industry, regionCode, headcount }: Row) =>
  characteristics({ grade, industry, regionCode, headcount });

export const organizationFace: Face = {
  api: 'partyManagement',
  path: 'organization',
  type: 'Organization',
  resource: accountResource,
  filters: {},
  show: (row) => ({
    name: row.name,
    tradingName: text(row.shortName),
    organizationType: row.kind,
    isLegalEntity: true,
    status: 'validated',
    organizationIdentification: text(row.creditCode)
      ? [{ identificationType: 'unifiedSocialCreditCode', identificationId: row.creditCode }]
      : [],
    organizationParentRelationship: text(row.parentId)
      ? { relationshipType: 'parent', organization: ref('Organization', row.parentId)[0] }
      : undefined,
    contactMedium: contactMedia(row),
    partyCharacteristic: traitsOf(row),
    externalReference: text(row.externalKey)
      ? [{ externalReferenceType: 'customerNumber', name: row.externalKey }]
      : undefined,
    relatedParty: ref('Individual', row.ownerId, { role: 'accountManager', name: text(row.ownerName) }),
  }),
  create: z.strictObject(organization).transform(accountOf),
  change: z.strictObject(organization).partial().transform(accountOf),
};

const customer = { name: sentName, contactMedium: sentMedia, characteristic: traits };
const customerOf = ({ characteristic = [], ...given }: Partial<z.output<z.ZodObject<typeof customer>>>): Row => ({
  ...accountOf({ ...given, partyCharacteristic: characteristic }),
  ...said({ kind: characteristic.find(({ name }) => name === 'organizationType')?.value }),
});

/** The same accounts as whom we sell to. */
export const customerFace: Face = {
  api: 'customerManagement',
  path: 'customer',
  type: 'Customer',
  resource: accountResource,
  filters: {},
  show: (row) => ({
    name: row.name,
    status: 'approved',
    engagedParty: ref('Organization', row.id, { name: text(row.name) })[0],
    contactMedium: contactMedia(row),
    characteristic: [...characteristics({ organizationType: row.kind }), ...traitsOf(row)],
    relatedParty: ref('Individual', row.ownerId, { role: 'accountManager', name: text(row.ownerName) }),
  }),
  create: z.strictObject(customer).transform(customerOf),
  change: z.strictObject(customer).partial().transform(customerOf),
};

const individual = { fullName: sentName, title: sentText, contactMedium: sentMedia };
function contactOf({ fullName, title, contactMedium = [] }: Partial<z.output<z.ZodObject<typeof individual>>>): Row {
  return said({
    name: fullName,
    title,
    mobile: mediumOf(contactMedium, 'mobile'),
    phone: mediumOf(contactMedium, 'phone'),
    email: mediumOf(contactMedium, 'email'),
    wechat: mediumOf(contactMedium, 'wechat'),
  });
}

/** People at customers. */
export const individualFace: Face = {
  api: 'partyManagement',
  path: 'individual',
  type: 'Individual',
  resource: contactResource,
  filters: { 'relatedParty.id': (id) => ({ account: id }) },
  show: (row) => ({
    fullName: row.name,
    formattedName: row.name,
    title: text(row.title),
    contactMedium: contactMedia(row),
    status: 'validated',
    relatedParty: ref('Organization', row.accountId, { role: 'employer' }),
  }),
  create: z.strictObject({ ...individual, relatedParty: sentRefs }).transform(({ relatedParty, ...given }) => ({
    ...contactOf(given),
    ...said({ accountId: relatedParty.find(({ role }) => role === undefined || role === 'employer')?.id }),
  })),
  change: z.strictObject(individual).partial().transform(contactOf),
};
