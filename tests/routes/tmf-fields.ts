// Names of the fields of TM Forum's resources, to hold our answers against. Read from the schemas that TM Forum publishes at
// github.com/tmforum-rand/schemas, commit 09686e4c37b455331bfc9a8f403e38183b329b2a (Customer: 2636ffb24c4ccd1f07d8cfcb98e0136589b8d9f8,
// ProductOfferingQualificationItem: 0e51d960f949e1dbf5929a72bca42ffeb3dc7278); those of SalesOpportunity, which is not among them,
// from github.com/rruckley/tmflib, src/tmf699/sales_opportunity_v5.rs, commit 49dcb519a1459db1edad60813980138023fa48f5, and the
// fields it shares with SalesLead; those of TroubleTicket from Common/TroubleTicket.schema.json, commit
// ade060a90045969882dd07079e62266ff8cb1be7. What stands inside them: QuotePrice 273cbddd, QuoteItem 018c3fab, Price 6d3dc02c,
// ProductOfferingPrice 018c3fab, OrganizationIdentification 21ce792a, RelatedParty 09686e4c, Note 012ae0bd; the contact
// media as release 4 of TMF632 calls them.

const entity = ['id', 'href', '@type', '@baseType', '@schemaLocation'];
const words = (text: string) => [...entity, ...text.trim().split(/\s+/)];

// Party of TMF632 v4 adds what every party has
const party = 'contactMedium relatedParty partyCharacteristic externalReference';
const lead = `name description status statusChangeDate creationDate referredDate statusChangeReason type rating priority
  estimatedRevenue validFor marketingCampaign marketSegment channel productOffering relatedParty prospectContact
  productSpecification category salesOpportunity product note`;

export const published: Record<string, string[]> = {
  Organization:
    words(`${party} isLegalEntity isHeadOffice organizationType tradingName existsDuring name nameType status otherName
    organizationIdentification organizationChildRelationship organizationParentRelationship`),
  Individual: words(`${party} gender placeOfBirth countryOfBirth nationality maritalStatus birthDate deathDate title
    aristocraticTitle generation givenName preferredGivenName familyNamePrefix familyName legalName middleName fullName
    formattedName location status otherName individualIdentification disability languageAbility skill`),
  Customer:
    words(`name status statusReason validFor engagedParty roleType account paymentMethod contactMedium characteristic
    creditProfile agreement relatedParty`),
  SalesLead: words(lead),
  SalesOpportunity: words(`${lead} salesOpportunityItem`),
  Quote: words(`agreement billingAccount category contactMedium description effectiveQuoteCompletionDate
    expectedFulfillmentStartDate expectedQuoteCompletionDate externalId instantSyncQuote note quoteAuthorization quoteDate
    quoteItem quoteTotalPrice relatedParty productOfferingQualification requestedQuoteCompletionDate state validFor version`),
  ProductOffering:
    words(`description isBundle isSellable lastUpdate lifecycleStatus name statusReason validFor version place
    serviceLevelAgreement productSpecification channel serviceCandidate category resourceCandidate productOfferingTerm
    productOfferingPrice agreement attachmentRefOrValue marketSegment bundledProductOffering
    productSpecificationCharacteristicValueUse`),
  ProductOfferingQualification:
    words(`channel description effectiveQualificationDate expectedPOQCompletionDate expirationDate
    instantSyncQualification note productOfferingQualificationDate productOfferingQualificationItem provideAlternative
    provideOnlyAvailable provideUnavailabilityReason qualificationResult relatedParty requestedPOQCompletionDate state`),
  ProductOfferingQualificationItem:
    words(`expectedActivationDate qualificationItemResult state eligibilityUnavailabilityReason
    category qualificationItemRelationship note product terminationError productOffering alternateProductOfferingProposal`),
  TroubleTicket:
    words(`attachment channel creationDate description expectedResolutionDate externalId lastUpdate name note
    priority relatedEntity relatedParty requestedResolutionDate resolutionDate severity status statusChange statusChangeDate
    statusChangeReason ticketType troubleTicketRelationship`),
  Error: ['code', 'reason', 'message', 'status', 'referenceError', '@type', '@baseType', '@schemaLocation'],
};

const reference = words('name version role @referredType');
const money = words('unit value');
const medium = words('mediumType preferred characteristic validFor');
const trait = words('name value valueType');
const charged = words('description name priceType recurringChargePeriod unitOfMeasure priceAlteration price');

const product =
  words(`description isBundle isCustomerVisible name orderDate productSerialNumber startDate terminationDate
  agreement billingAccount place product productCharacteristic productOffering productOrderItem productPrice
  productRelationship productSpecification productTerm realizingResource realizingService relatedParty status`);

/** What stands inside them, by the name it stands under; `[]` in a list, after a dot within another. */
export const nested: Record<string, string[]> = {
  'relatedParty[]': reference,
  'relatedEntity[]': reference,
  'category[]': reference,
  ...Object.fromEntries(
    ['organization', 'engagedParty', 'marketingCampaign', 'category', 'salesOpportunity', 'productOffering'].map(
      (name) => [name, reference],
    ),
  ),
  'contactMedium[]': medium,
  'prospectContact[]': medium,
  characteristic: words(`city contactType country emailAddress faxNumber phoneNumber postCode socialNetworkId
    stateOrProvince street1 street2`),
  'characteristic[]': trait,
  'partyCharacteristic[]': trait,
  'organizationIdentification[]': words('identificationId identificationType issuingAuthority issuingDate validFor'),
  organizationParentRelationship: words('relationshipType organization'),
  'externalReference[]': words('externalReferenceType name'),
  'note[]': words('author date text'),
  validFor: words('startDateTime endDateTime'),
  estimatedRevenue: money,
  'salesOpportunityItem[]': words('productOffering'),
  'quoteItem[]': words(`action appointment attachment note product productOffering quantity quoteItem
    quoteItemAuthorization quoteItemPrice quoteItemRelationship productOfferingQualificationItem relatedParty state`),
  'quoteTotalPrice[]': charged,
  'quoteItemPrice[]': charged,
  price: words('dutyFreeAmount percentage taxIncludedAmount taxRate'),
  dutyFreeAmount: money,
  'productOfferingPrice[]': words(`name description version validFor priceType unitOfMeasure recurringChargePeriodType
    recurringChargePeriodLength lastUpdate isBundle lifecycleStatus price percentage bundledPopRelationship popRelationship
    prodSpecCharValueUse productOfferingTerm place constraint pricingLogicAlgorithm tax`),
  'productOfferingPrice[].price': money,
  // a product as TMF637 v4 names it, the offers beside it as TMF679 v4 does
  product,
  alternateProduct: product,
  'eligibilityUnavailabilityReason[]': words('code label'),
  'alternateProductOfferingProposal[]': words('alternateActivationDate alternateProduct alternateProductOffering'),
  'productCharacteristic[]': trait,
};
