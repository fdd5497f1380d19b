import { useFormat, useT } from '~/core/i18n';
import { fieldWords } from '~/features/people/change-words';
import { Callout } from '~/ui/card';
import type { Refusal } from '~/ui/form-errors';
import { UsersRound } from '~/ui/icons';

type LastEdit = { who: string | null; at: string; fields: string[] };

/** Who changed what while this form was open. */
export function StaleNotice({ refusal, now }: { refusal: Refusal | undefined; now: string }) {
  const t = useT();
  const f = useFormat();
  const last = refusal?.reason === 'stale' ? (refusal.details as LastEdit | undefined) : undefined;
  if (!last) return null;
  return (
    <Callout
      icon={UsersRound}
      title={t('opportunity.stale_by', {
        name: last.who ?? '—',
        when: f.when(last.at, now),
        fields: last.fields.map((field) => fieldWords(t, field, 'opportunity', f.locale)).join('、') || '—',
      })}
    />
  );
}
