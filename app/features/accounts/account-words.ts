import { useT } from '~/core/i18n';
import {
  accountFacts,
  accountKinds,
  fundingPatterns,
  grades,
  managementStyles,
  marketingNetworks,
  organisationForms,
} from './rules';

/** Labels of the facts of an account and the words of their choices, in the person's language. */
export function useAccountWords() {
  const t = useT();
  const names = [
    ...accountFacts,
    'longitude',
    'latitude',
    'enterpriseId',
    'enterpriseName',
    'parentId',
    'ownerId',
  ] as const;
  const labels = Object.fromEntries(names.map((name) => [name, t(`account.${name}`)])) as Record<
    (typeof names)[number],
    string
  >;
  const facets = [
    {
      name: 'fundingPattern' as const,
      options: fundingPatterns.map((value) => ({ value, label: t(`account.funding.${value}`) })),
    },
    {
      name: 'organisationForm' as const,
      options: organisationForms.map((value) => ({ value, label: t(`account.organisation.${value}`) })),
    },
    {
      name: 'managementStyle' as const,
      options: managementStyles.map((value) => ({ value, label: t(`account.management.${value}`) })),
    },
    {
      name: 'marketingNetwork' as const,
      options: marketingNetworks.map((value) => ({ value, label: t(`account.marketing.${value}`) })),
    },
  ];
  return {
    labels,
    kinds: accountKinds.map((value) => ({ value, label: t(`account.kind.${value}`) })),
    grades: grades.map((value) => ({ value, label: t(`account.grade.${value}`) })),
    facets,
  };
}
