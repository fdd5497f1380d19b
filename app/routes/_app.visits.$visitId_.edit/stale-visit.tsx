import { useFormat, useT } from '~/core/i18n';
import type { Refused } from '~/core/result';
import { fieldWords } from '~/features/people/change-words';
import { useVisitLabels } from '~/features/visits/use-visit-labels';
import { ButtonLink } from '~/ui/button';
import { Callout } from '~/ui/card';

type Details = { who?: string | null; fields?: string[]; version: number };

const detailsOf = (refusal: Refused | undefined) =>
  refusal?.reason === 'stale' ? (refusal.details as Details | undefined) : undefined;

/** Having been told who changed what, the person may save over it: the next save carries the version of now. */
export const versionNow = (refusal: Refused | undefined) => detailsOf(refusal)?.version;

export function StaleVisit({ refusal, id }: { refusal: Refused | undefined; id: string }) {
  const t = useT();
  const { locale } = useFormat();
  const labels = useVisitLabels();
  const details = detailsOf(refusal);
  if (!details) return null;
  const names = (details.fields ?? []).flatMap(
    (field) => labels[field] ?? (field.startsWith('custom.') ? fieldWords(t, field, 'visit', locale) : []),
  );
  const fields = new Intl.ListFormat(locale, { style: 'narrow' }).format(names.length ? names : [t('visit.one')]);
  return (
    <Callout
      title={t('visit.edit_stale', { who: details.who ?? t('common.unknown'), fields })}
      action={
        <ButtonLink to={`/visits/${id}/edit`} size="sm" reloadDocument>
          {t('visit.edit_stale_load')}
        </ButtonLink>
      }
    >
      {t('visit.edit_stale_save')}
    </Callout>
  );
}
