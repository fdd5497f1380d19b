import type {
  AccountKind,
  FundingPattern,
  ManagementStyle,
  MarketingNetwork,
  OrganisationForm,
} from '~/features/accounts/rules';
import { pick, type Random } from '../random';

type Facets = {
  fundingPattern: readonly FundingPattern[];
  organisationForm: readonly OrganisationForm[];
  managementStyle: readonly ManagementStyle[];
  marketingNetwork: readonly MarketingNetwork[];
};

const publicBody: Facets = {
  fundingPattern: ['budget', 'budget', 'special_fund', 'mixed'],
  organisationForm: ['functional', 'functional', 'headquarters_branches'],
  managementStyle: ['collective', 'centralised', 'process_driven'],
  marketingNetwork: ['public_service'],
};
const privateFirm: Facets = {
  fundingPattern: ['self_raised', 'self_raised', 'leasing', 'mixed'],
  organisationForm: ['functional', 'flat', 'divisional', 'matrix'],
  managementStyle: ['founder_led', 'centralised', 'delegated'],
  marketingNetwork: ['direct', 'dealers', 'online', 'export', 'branches'],
};

/** The four facets that shape a tailored plan, as they usually are for that kind of customer. */
const usual: Record<AccountKind, Facets> = {
  government: publicBody,
  public_institution: { ...publicBody, managementStyle: ['collective', 'process_driven', 'delegated'] },
  state_owned: {
    fundingPattern: ['group_paid', 'self_raised', 'mixed'],
    organisationForm: ['headquarters_branches', 'divisional', 'functional'],
    managementStyle: ['process_driven', 'centralised', 'collective'],
    marketingNetwork: ['branches', 'direct', 'dealers'],
  },
  private: privateFirm,
  foreign: {
    ...privateFirm,
    fundingPattern: ['group_paid', 'leasing'],
    managementStyle: ['process_driven', 'delegated'],
  },
};

export function tailoringOf(random: Random, kind: AccountKind) {
  const facets = usual[kind];
  return {
    fundingPattern: pick(random, facets.fundingPattern),
    organisationForm: pick(random, facets.organisationForm),
    managementStyle: pick(random, facets.managementStyle),
    marketingNetwork: pick(random, facets.marketingNetwork),
  };
}
