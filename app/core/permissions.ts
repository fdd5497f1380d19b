import type { Role } from '~/features/people/rules';

export const permissions = [
  'account.read', 'account.create', 'account.update', 'account.delete', 'account.merge', 'account.assign',
  'enterprise.manage',
  'contact.write', 'contact.delete',
  'opportunity.read', 'opportunity.create', 'opportunity.update', 'opportunity.advance', 'opportunity.delete', 'opportunity.assign', 'opportunity.qualify',
  'visit.read', 'visit.plan', 'visit.log', 'visit.delete', 'visit.coach', 'visit_form.manage', 'custom_field.manage',
  'interaction.log', 'interaction.delete',
  'commitment.make', 'commitment.update',
  'lead.refer', 'lead.read', 'lead.create', 'lead.work', 'lead.assign', 'lead.manage',
  'calendar.feed', 'token.use', 'webhook.manage',
  'coverage.read', 'coverage.manage',
  'quote.read', 'quote.write', 'quote.send', 'quote.cost', 'quote.policy',
  'contract.read', 'contract.write', 'contract.policy',
  'process.read', 'process.manage', 'approval.ask', 'approval.decide',
  'view.share',
  'review.read', 'review.talk', 'goal.read', 'goal.set',
  'forecast.read', 'forecast.submit', 'forecast.adjust',
  'workload.read',
  'import.run',
  'export.run',
  'journal.read',
  'automation.manage',
  'people.read', 'people.manage',
  'catalogue.read', 'price.read', 'price.approve', 'offering.manage', 'promotion.manage',
  'site.check',
  'reward.read', 'reward.manage',
  'certificate.read', 'certificate.propose', 'certificate.decide', 'certificate.assign', 'certificate.manage',
  'award.read', 'award.nominate', 'award.decide',
  'selection.read', 'selection.assess', 'selection.manage', 'onboarding.manage', 'performance.read', 'performance.team',
  'training.read', 'training.enrol', 'training.manage',
  'recycle.restore',
  'installation.watch',
] as const; // biome-ignore format: one line a subject
export type Permission = (typeof permissions)[number];

/** `own`: only what the person owns. `any`: whatever lies in the person's scope. Nothing reaches beyond scope. */
type Grant = 'own' | 'any';
type Grants = Partial<Record<Permission, Grant>>;

const everyone: Grants = {
  'people.read': 'any',
  'catalogue.read': 'any',
  'commitment.update': 'own',
  'calendar.feed': 'any',
  'token.use': 'any',
  'lead.refer': 'any',
  'reward.read': 'any',
  'certificate.propose': 'own',
  'award.read': 'any',
  'award.nominate': 'any',
  'selection.read': 'any',
  'selection.assess': 'any',
  'training.read': 'any',
};

/** Whoever looks after others' learning. */
const learning: Grants = {
  'certificate.read': 'any',
  'certificate.propose': 'any',
  'certificate.decide': 'any',
  'certificate.assign': 'any',
};

const products: Grants = {
  'price.read': 'any',
  'price.approve': 'any',
  'offering.manage': 'any',
  'promotion.manage': 'any',
};

const accountManager: Grants = {
  ...everyone,
  'account.read': 'any', 'account.create': 'any', 'account.update': 'any', 'account.delete': 'own', 'account.merge': 'own',
  'contact.write': 'any', 'contact.delete': 'any',
  'opportunity.read': 'any', 'opportunity.create': 'any', 'opportunity.update': 'any', 'opportunity.advance': 'any', 'opportunity.qualify': 'any', 'opportunity.delete': 'own',
  'visit.read': 'any', 'visit.plan': 'any', 'visit.log': 'own', 'visit.delete': 'own',
  'interaction.log': 'any', 'interaction.delete': 'own',
  'commitment.make': 'any', 'commitment.update': 'any',
  'lead.read': 'any', 'lead.create': 'any', 'lead.work': 'own',
  'price.read': 'any',
  'coverage.read': 'any', 'goal.read': 'any', 'approval.ask': 'any',
  'quote.read': 'any', 'quote.write': 'any', 'quote.send': 'any', 'quote.cost': 'any',
  'contract.read': 'any', 'contract.write': 'any',
  'forecast.read': 'any', 'forecast.submit': 'own',
  'export.run': 'any', 'site.check': 'any',
  'recycle.restore': 'own',
  'performance.read': 'own',
}; // biome-ignore format: one line a subject

const teamLead: Grants = {
  ...accountManager,
  ...learning,
  'account.delete': 'any', 'account.merge': 'any', 'account.assign': 'any',
  'opportunity.delete': 'any', 'opportunity.assign': 'any',
  'visit.log': 'any', 'visit.delete': 'any', 'visit.coach': 'any', 'interaction.delete': 'any',
  'lead.work': 'any', 'lead.assign': 'any',
  'view.share': 'any', 'review.read': 'any', 'review.talk': 'any', 'goal.set': 'any', 'workload.read': 'any', 'import.run': 'any', 'recycle.restore': 'any',
  'process.read': 'any', 'approval.decide': 'any',
  'forecast.adjust': 'any',
  'onboarding.manage': 'any', 'performance.team': 'any',
  'training.enrol': 'any',
}; // biome-ignore format: one line a subject

/** Who keeps a company's rewards and fills its places. */
const keeper: Grants = { 'reward.manage': 'any', 'award.decide': 'any', 'selection.manage': 'any' };

const grants: Record<Role, Grants> = {
  account_manager: accountManager,
  team_lead: teamLead,
  sales_director: { ...teamLead, ...keeper },
  admin: {
    ...teamLead,
    ...keeper,
    'journal.read': 'any',
    'automation.manage': 'any',
    'people.manage': 'any',
    ...products,
    'certificate.manage': 'any',
    'coverage.manage': 'any',
    'process.manage': 'any',
    'visit_form.manage': 'any',
    'custom_field.manage': 'any',
    'lead.manage': 'any',
    'quote.policy': 'any',
    'contract.policy': 'any',
    'training.manage': 'any',
    'webhook.manage': 'any',
    'enterprise.manage': 'any',
    'installation.watch': 'any',
  },
  service_agent: {
    ...everyone,
    'price.read': 'any',
    'account.read': 'any',
    'opportunity.read': 'any',
    'contract.read': 'any',
    'visit.read': 'any',
    'lead.create': 'any',
    'interaction.log': 'any',
    'interaction.delete': 'own',
    'commitment.make': 'any',
  },
  product_manager: { ...everyone, ...products, 'quote.policy': 'any', 'site.check': 'any' },
  trainer: { ...everyone, ...learning, 'certificate.manage': 'any', 'training.enrol': 'any', 'training.manage': 'any' },
  employee: everyone,
  partner_agent: { 'lead.refer': 'any', 'reward.read': 'any', 'training.read': 'any' },
};

/** Whether the role may do the verb at all, or on this subject of the person's scope. Pure: buttons ask it too. */
export function can(
  actor: { personId: string; role: Role },
  permission: Permission,
  subject?: { ownerId: string | null },
) {
  const grant = grants[actor.role][permission];
  return grant === 'any' || (grant === 'own' && (!subject || subject.ownerId === actor.personId));
}
