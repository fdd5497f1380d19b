import { useLocation } from '@remix-run/react';
import { useState } from 'react';
import { useLocale, useT } from '~/core/i18n';
import { asksFor } from '~/features/opportunities/moving';
import { closeReasons } from '~/features/opportunities/rules';
import { SubmitButton } from '~/ui/button';
import { Combobox } from '~/ui/combobox';
import { DateInput } from '~/ui/date-input';
import { Input } from '~/ui/input';
import { withParams } from '~/ui/params';
import { Select } from '~/ui/select';
import { stageChoices } from './pipeline-switch';
import type { IndexData } from './route';

const small = '!h-8 max-sm:!h-11';
/** As wide as it must be on the desk; on the phone two beside each other. */
const half = 'max-sm:w-auto max-sm:min-w-0 max-sm:flex-[1_1_40%]';

/** One change for the rows selected; the controls belong to the table's own form. */
export function BulkBar({ data, ids }: { data: IndexData; ids: string[] }) {
  const t = useT();
  const { pathname, search } = useLocation();
  const [change, setChange] = useState('stage');
  const changes = [
    ...(data.may.move ? ['stage' as const] : []),
    'close_date' as const,
    'next_step' as const,
    ...(data.may.assign ? ['owner' as const] : []),
  ];
  return (
    <>
      <input type="hidden" name="back" value={pathname + withParams(search, { select: null })} />
      <div className={`w-28 ${half}`}>
        <Select
          name="change"
          aria-label={t('opportunity.bulk_change')}
          value={change}
          onChange={(event) => setChange(event.currentTarget.value)}
          className={small}
          options={changes.map((value) => ({ value, label: t(`opportunity.bulk_${value}`) }))}
        />
      </div>
      {change === 'owner' && (
        <div className={`w-36 ${half}`}>
          <Combobox
            name="ownerId"
            aria-label={t('opportunity.bulk_owner')}
            options={[]}
            load={`/opportunities/takers.json?ids=${ids}`}
            eager
            up
          />
        </div>
      )}
      {change === 'close_date' && (
        <DateInput name="expectedCloseOn" aria-label={t('opportunity.close_on')} required className={small} />
      )}
      {change === 'next_step' && (
        <>
          <Input
            name="nextStep"
            aria-label={t('opportunity.next_step')}
            placeholder={t('opportunity.next_step')}
            required
            maxLength={200}
            className={small}
          />
          <DateInput name="nextStepOn" aria-label={t('opportunity.next_step_on')} className={small} />
        </>
      )}
      {change === 'stage' && <StageChange data={data} />}
      <SubmitButton className="max-sm:flex-[1_1_40%]">{t('common.apply')}</SubmitButton>
    </>
  );
}

function StageChange({ data }: { data: IndexData }) {
  const t = useT();
  const locale = useLocale();
  const [to, setTo] = useState('');
  const choices = stageChoices(data, locale);
  const stage = data.stages.find(({ id }) => String(id) === to);
  const asks = stage && asksFor({ type: 'open', position: 0 }, stage);
  return (
    <>
      <div className={`w-36 ${half}`}>
        <Select
          name="to"
          aria-label={t('opportunity.stage')}
          required
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
          className={small}
          placeholder={t('common.choose')}
          options={choices.map(({ value, label }) => ({ value: value.split(',')[0] ?? '', label }))}
        />
      </div>
      {asks === 'reason' && (
        <>
          <div className={`w-32 ${half}`}>
            <Select
              name="reason"
              aria-label={t('opportunity.reason')}
              required
              className={small}
              placeholder={t('opportunity.reason')}
              options={closeReasons.map((reason) => ({ value: reason, label: t(`close_reason.${reason}`) }))}
            />
          </div>
          <div className={`w-32 ${half}`}>
            <Select
              name="competitorId"
              aria-label={t('opportunity.competitor')}
              className={small}
              placeholder={t('opportunity.competitor')}
              options={data.competitors.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </div>
        </>
      )}
      {stage && (
        <Input name="note" aria-label={t('opportunity.note')} placeholder={t('opportunity.note')} className={small} />
      )}
    </>
  );
}
