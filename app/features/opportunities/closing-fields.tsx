import { useEffect, useRef, useState } from 'react';
import { useT } from '~/core/i18n';
import { DateInput } from '~/ui/date-input';
import { Field, FieldRow } from '~/ui/field';
import { Input } from '~/ui/input';
import { MoneyInput } from '~/ui/money-input';
import { Select } from '~/ui/select';
import { Textarea } from '~/ui/textarea';
import { allDetails, detailsOf } from './closing';
import type { StageType } from './rules';

/** What is asked besides the reason when a deal closes; the second level follows the reason chosen in the form around. */
export function ClosingFields({ type }: { type: StageType | undefined }) {
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  const [reason, setReason] = useState<string | null>(null);
  useEffect(() => {
    const form = box.current?.closest('form');
    const read = () => setReason(String(new FormData(form ?? undefined).get('reason') ?? ''));
    read();
    form?.addEventListener('change', read);
    return () => form?.removeEventListener('change', read);
  }, []);
  // before JavaScript all of them, and what does not fit is dropped
  const details = reason === null || !type ? allDetails : detailsOf(type, reason);
  return (
    <div ref={box} className="grid gap-3">
      {details.length > 0 && (
        <Field name="detail" label={t('win_loss.detail')}>
          <Select
            placeholder={t('common.choose')}
            options={details.map((one) => ({ value: one, label: t.any(`close_detail.${one}`) }))}
          />
        </Field>
      )}
      <FieldRow>
        <Field name="priceGapFen" label={t('win_loss.gap')} hint={t('win_loss.gap_hint')}>
          <MoneyInput />
        </Field>
        <Field name="priceGapPercent" label={t('win_loss.gap_percent')}>
          <Input inputMode="decimal" suffix="%" className="num" maxLength={9} />
        </Field>
      </FieldRow>
      <Field name="doAgain" label={t('win_loss.do_again')}>
        <Textarea rows={2} maxLength={1000} />
      </Field>
      {type !== 'won' && (
        <Field name="retryOn" label={t('win_loss.retry_on')} hint={t('win_loss.retry_hint')}>
          <DateInput />
        </Field>
      )}
    </div>
  );
}
