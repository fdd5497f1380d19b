import { useT } from '~/core/i18n';

/** Names of the fields of visit forms, for the summary of what is wrong with them. */
export function useVisitLabels(): Record<string, string> {
  const t = useT();
  const rows = Object.fromEntries(
    Array.from({ length: 20 }, (_, i) => [
      [`needs.${i}.text`, t('visit.need_n', { n: i + 1 })],
      [`commitments.${i}.text`, t('visit.commitment_n', { n: i + 1 })],
      [`commitments.${i}.dueOn`, `${t('visit.commitment_n', { n: i + 1 })} · ${t('visit.due')}`],
      [`commitments.${i}.ownerId`, `${t('visit.commitment_n', { n: i + 1 })} · ${t('visit.owner')}`],
    ]).flat(),
  );
  return {
    ...rows,
    accountId: t('visit.account'),
    ownerId: t('visit.by'),
    opportunityId: t('visit.opportunity'),
    type: t('visit.type'),
    channel: t('visit.channel'),
    purpose: t('visit.purpose'),
    plannedAt: t('visit.when'),
    plannedMinutes: t('visit.minutes'),
    startedAt: t('visit.began'),
    endedAt: t('visit.ended'),
    contactIds: t('visit.who_theirs'),
    personIds: t('visit.who_ours'),
    note: t('visit.note'),
    competitorNote: t('visit.competitor_note'),
    satisfaction: t('visit.satisfaction'),
    nextStep: t('visit.next_step'),
    nextStepOn: t('visit.next_step_on'),
    cancelReason: t('visit.cancel_reason'),
  };
}
