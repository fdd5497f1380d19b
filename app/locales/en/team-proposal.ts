import type { teamProposal as zh } from '../zh-CN/team-proposal';

export const teamProposal = {
  'team_proposal.title': 'Team proposal',
  'team_proposal.needs': 'What this deal needs',
  'team_proposal.needs_none': 'The deal has no offering yet: choose one on the deal or in a quote.',
  'team_proposal.team': 'Team today: {names}',
  'team_proposal.complete': 'The team of today has all that is needed',
  'team_proposal.uncovered': 'Nobody in the company has',
  'team_proposal.smallest': '{n|# person|# people} to add',
  'team_proposal.others': 'Others who could help',
  'team_proposal.certificate': 'Certified: {name}',
  'team_proposal.line': 'Has won: {line}',
  'team_proposal.load': '{deals|# open deal|# open deals}, {visits|# visit|# visits} in two weeks',
  'team_proposal.same_unit': 'same unit',
  'team_proposal.near': 'next door ({unit})',
  'team_proposal.far': 'farther away ({unit})',
  'team_proposal.knows': 'visited this customer {n|once|# times} in two years',
  'team_proposal.new_here': 'has not met this customer',
  'team_proposal.won': '{n|# deal|# deals} won in this industry',
  'team_proposal.then': '; ',
  'team_proposal.add': 'Add to team',
  'team_proposal.added': 'Added to the account team',
} satisfies Record<keyof typeof zh, string>;
