/** What the specifications say, in English. */
export const descriptionsEn: Record<string, string> = {
  'S-INTERNET': 'Symmetric or shared internet access with public addresses and faults taken around the clock.',
  'S-VPN': "A private network of the customer's branches, kept apart on the backbone or over the internet.",
  'S-CIRCUIT':
    "A circuit or fibre core of the customer's own from end to end, with delay and availability in the agreement.",
  'S-5G': 'Base stations, an edge UPF and SIMs for one site; the data does not leave it.',
  'S-UC': 'Short codes, conferences and messages for the members of a group.',
  'S-IOT': 'SIMs, pooled data and a platform that manages the connections.',
  'S-CLOUD': 'Hosts, dedicated zones and recovery at another site.',
  'S-IDC': 'Racks, power and BGP bandwidth.',
  'S-SEC': 'Traffic cleaning and managed security.',
  'S-VOICE': 'Call-centre seats and numbers; calls are charged by the minute, in tiers.',
  'S-VIDEO': 'Cameras connected and their pictures kept in the cloud.',
  'S-KA': 'Broadband within the user beams of a high-throughput satellite, at the rate of the plan.',
  'S-CAPACITY': 'Bandwidth of a transparent transponder, rented by the MHz.',
  'S-TELEPORT': 'Uplink, landing and hosting of equipment at our earth stations.',
  'S-MOBILITY': 'Terminals on ships and aircraft or to carry, with their traffic.',
  'S-EMERGENCY': 'Communication vehicles, sold whole or sent out on call.',
  'S-INTEGRATION': 'Design, building, operation on behalf of the customer, training and advice.',
  'S-LABOUR': 'Work priced by skill and by the day, month or visit; travel by distance.',
};
