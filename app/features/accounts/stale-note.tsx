import { useActionData } from '@remix-run/react';
import { useFormat, useT } from '~/core/i18n';
import type { Refused } from '~/core/result';
import type { StaleDetails } from './stale.server';

/** Who changed what while the person was typing. */
export function StaleNote({
  refusal,
  prefix = 'account',
}: {
  refusal?: Refused | null;
  prefix?: 'account' | 'contact';
}) {
  const t = useT();
  const format = useFormat();
  const answer = useActionData<Refused>();
  const shown = refusal ?? answer;
  if (shown?.ok !== false || shown.reason !== 'stale' || !shown.details) return null;
  const { who, fields } = shown.details as StaleDetails;
  const names = fields.map((field) => `${prefix}.${field}`).filter((key) => t.has(key));
  const list = new Intl.ListFormat(format.locale, { style: 'narrow', type: 'conjunction' });
  return (
    <p role="status" className="rounded-lg border border-warn/40 bg-warn-soft px-3 py-2 text-warn-ink">
      {t('account.stale_by', {
        who: who ?? t('account.somebody'),
        fields: list.format(names.map((key) => t.any(key))) || t('account.basics'),
      })}
    </p>
  );
}
