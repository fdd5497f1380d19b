// Names of the fields of TM Forum's resources, to hold our answers against. Read from the schemas that TM Forum publishes at
// github.com/tmforum-rand/schemas, commit 09686e4c37b455331bfc9a8f403e38183b329b2a (Customer: 2636ffb24c4ccd1f07d8cfcb98e0136589b8d9f8,
// ProductOfferingQualificationItem: 0e51d960f949e1dbf5929a72bca42ffeb3dc7278); those of SalesOpportunity, which is not among them,
// from github.com/rruckley/tmflib, src/tmf699/sales_opportunity_v5.rs, commit 49dcb519a1459db1edad60813980138023fa48f5, and the
// fields it shares with SalesLead.

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
  Error: ['code', 'reason', 'message', 'status', 'referenceError', '@type', '@baseType', '@schemaLocation'],
};
