import { citiesOf, findRegion, provinceOf, type Region } from '~/features/accounts/regions';
import type { Grade } from '~/features/accounts/rules';
import type { Company, Person } from '../company';
import type { Demo } from '../demo';
import type { ProductKey } from '../names/deals';
import type { OrganisationKind } from '../names/organisation-kinds';
import { makeOrganisation, type Organisation } from '../names/organisations';
import { between, chance, pick, weighted } from '../random';
import { type Customer, makeCustomer } from './customer';

type Weights = readonly (readonly [OrganisationKind, number])[];

const everywhere: Weights = [
  ['factory', 20], ['government', 9], ['hospital', 9], ['university', 6], ['school', 6], ['logistics', 10],
  ['retail', 8], ['software', 8], ['energy', 5], ['tech_park', 5], ['media', 3], ['bank', 3],
]; // biome-ignore format: a table
const bySea: Weights = [['shipping', 14], ['port', 12], ['logistics', 8], ['government', 6], ['retail', 6], ['hospital', 4], ['energy', 4]]; // biome-ignore format: a table
const byDesert: Weights = [['mining', 18], ['energy', 16], ['government', 8], ['logistics', 8], ['hospital', 5], ['school', 4]]; // biome-ignore format: a table
const mixes: Record<string, Weights> = {
  '3309': bySea,
  '4602': bySea,
  '4601': bySea,
  '6528': byDesert,
  '6501': byDesert,
};

export const buys: Record<OrganisationKind, readonly ProductKey[]> = {
  bank: ['mpls_vpn', 'sd_wan', 'idc', 'ddos', 'call_centre'],
  government: ['cloud', 'mpls_vpn', 'video', 'ddos', 'emergency_vehicle', 'dedicated_internet'],
  hospital: ['dedicated_internet', 'cloud', 'idc', 'call_centre', 'ddos'],
  university: ['dedicated_internet', 'private_5g', 'cloud', 'video', 'integration'],
  school: ['dedicated_internet', 'video', 'integration'],
  factory: ['private_5g', 'dedicated_internet', 'iot_cards', 'sd_wan', 'integration', 'cloud'],
  logistics: ['sd_wan', 'iot_cards', 'dedicated_internet', 'call_centre', 'video'],
  energy: ['ka_broadband', 'iot_cards', 'mpls_vpn', 'private_5g', 'video'],
  mining: ['ka_broadband', 'private_5g', 'emergency_vehicle', 'video'],
  port: ['private_5g', 'video', 'maritime', 'iot_cards'],
  shipping: ['maritime', 'ka_broadband', 'iot_cards'],
  retail: ['sd_wan', 'dedicated_internet', 'call_centre', 'video'],
  tech_park: ['integration', 'dedicated_internet', 'private_5g', 'idc'],
  media: ['transponder', 'teleport', 'emergency_vehicle', 'dedicated_internet'],
  software: ['cloud', 'idc', 'ddos', 'dedicated_internet'],
};

const counts: Partial<Record<NonNullable<Person['key']>, number>> = {
  manager: 31,
  lead: 4,
  leaver: 14,
  'manager.gd': 16,
};

export function makeOrdinaryCustomers(demo: Demo, company: Company): Customer[] {
  const taken = new Set<string>();
  const served = company.people.filter((person) => person.roles.includes('account_manager'));
  return served.flatMap((owner) => {
    const count = (owner.key && counts[owner.key]) ?? between(demo.random, 7, 10);
    const colleagues = served.filter((other) => other.unitId === owner.unitId && other !== owner);
    return Array.from({ length: count }, () => {
      const region = regionFor(demo, owner);
      const organisation = fresh(demo, owner, region, taken);
      const grade = weighted<Grade>(demo.random, [['A', 9], ['B', 26], ['C', 46], ['D', 19]]); // biome-ignore format: a table
      return makeCustomer(demo, {
        name: organisation.name,
        shortName: organisation.shortName,
        organisation: organisation.kind,
        kind: organisation.accountKind,
        industry: organisation.industry,
        creditPrefix: organisation.creditPrefix,
        headcount: organisation.headcount,
        capitalFen: organisation.capitalFen,
        region,
        owner,
        previous: colleagues.length > 0 && chance(demo.random, 0.24) ? pick(demo.random, colleagues) : undefined,
        grade,
        products: buys[organisation.kind],
      });
    });
  });
}

/** Mostly the city the team works in, sometimes another of the province. */
function regionFor(demo: Demo, owner: Person): Region {
  const own = findRegion(owner.region)!;
  const prefectures = citiesOf(provinceOf(owner.region)).filter(({ code }) => code.endsWith('00'));
  return chance(demo.random, 0.85) ? own : pick(demo.random, prefectures);
}

function fresh(demo: Demo, owner: Person, region: Region, taken: Set<string>): Organisation {
  for (;;) {
    const kind = weighted(demo.random, mixes[owner.region.slice(0, 4)] ?? everywhere);
    const made = makeOrganisation(demo.random, kind, region);
    if (taken.has(made.name) || taken.has(made.shortName)) continue;
    taken.add(made.name).add(made.shortName);
    return made;
  }
}
