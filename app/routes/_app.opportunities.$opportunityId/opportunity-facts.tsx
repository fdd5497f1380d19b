import type { ReactNode } from 'react';
import { useFormat, useLocale, useT } from '~/core/i18n';
import { yuanText } from '~/core/money';
import { paths } from '~/core/paths';
import { CustomFacts } from '~/features/custom-fields/custom-facts';
import { sources } from '~/features/opportunities/rules';
import { Badge } from '~/ui/badge';
import { Section } from '~/ui/card';
import { DateInput } from '~/ui/date-input';
import { Fact, Facts } from '~/ui/facts';
import { InlineEdit } from '~/ui/inline-edit';
import { Input } from '~/ui/input';
import { Link } from '~/ui/link';
import { MoneyInput } from '~/ui/money-input';
import { Select } from '~/ui/select';
import { Day, Money, None } from '~/ui/value';
import type { OpportunityData } from './route';

type FieldProps = {
  data: OpportunityData;
  name: string;
  label: string;
  value: string | number | null;
  intent?: string;
  control?: ReactNode;
  children: ReactNode;
};

function Editable({ data, name, label, value, intent = 'edit', control, children }: FieldProps) {
  const { opportunity, may } = data;
  const page = paths.opportunity(opportunity.id);
  const allowed = intent === 'assign' ? may.assign : may.update;
  return (
    <Fact label={label}>
      {allowed ? (
        <InlineEdit
          label={label}
          name={name}
          value={value}
          action={page}
          hidden={{ intent, version: opportunity.version }}
          editTo={`${page}/edit?field=${name}`}
          control={control}
        >
          {children}
        </InlineEdit>
      ) : (
        children
      )}
    </Fact>
  );
}

/** The facts of the deal, each edited where it stands. */
export function OpportunityFacts({ data }: { data: OpportunityData }) {
  const t = useT();
  const f = useFormat();
  const locale = useLocale();
  const { opportunity: o, stage, offerings, competitors, owners } = data;
  const slim = 'sm:!h-7';
  return (
    <>
      <Section title={t('opportunity.facts')}>
        <Facts>
          <Fact label={t('opportunity.account')}>
            {data.accountName ? (
              <Link to={paths.account(o.accountId)} className="text-brand-ink hover:underline">
                {data.accountName}
              </Link>
            ) : (
              <None />
            )}
          </Fact>
          <Editable data={data} name="title" label={t('opportunity.title')} value={o.title}>
            {o.title}
          </Editable>
          <Editable
            data={data}
            name="ownerId"
            intent="assign"
            label={t('opportunity.owner')}
            value={o.ownerId}
            control={<Select className={slim} options={owners.map(({ id, name }) => ({ value: id, label: name }))} />}
          >
            {data.ownerName ?? <None />}
          </Editable>
          <Editable
            data={data}
            name="offeringId"
            label={t('opportunity.offering')}
            value={o.offeringId}
            control={
              <Select
                className={slim}
                placeholder={t('common.choose')}
                options={offerings.map((one) => ({
                  value: one.id,
                  label: (locale === 'en' && one.nameEn) || one.name,
                }))}
              />
            }
          >
            {(locale === 'en' && data.offeringNameEn) || data.offeringName || <None />}
            {data.line && <span className="ml-2 text-xs text-ink-3">{t(`line.${data.line}`)}</span>}
          </Editable>
          <Editable
            data={data}
            name="competitorId"
            label={t('opportunity.competitor')}
            value={o.competitorId}
            control={
              <Select
                className={slim}
                placeholder={t('common.choose')}
                options={competitors.map(({ id, name }) => ({ value: id, label: name }))}
              />
            }
          >
            {data.competitorName ?? <None />}
          </Editable>
          <Editable
            data={data}
            name="source"
            label={t('opportunity.source')}
            value={o.source}
            control={<Select className={slim} options={sources.map((s) => ({ value: s, label: t(`source.${s}`) }))} />}
          >
            {t(`source.${o.source}`)}
          </Editable>
        </Facts>
      </Section>
      <Section title={t('opportunity.amounts')}>
        <Facts>
          <Editable
            data={data}
            name="oneOffFen"
            label={t('opportunity.one_off')}
            value={yuanText(o.oneOffFen)}
            control={<MoneyInput className={slim} />}
          >
            <Money fen={o.oneOffFen} />
          </Editable>
          <Editable
            data={data}
            name="monthlyFen"
            label={t('opportunity.monthly')}
            value={yuanText(o.monthlyFen)}
            control={<MoneyInput className={slim} />}
          >
            <Money fen={o.monthlyFen} />
          </Editable>
          <Editable
            data={data}
            name="months"
            label={t('opportunity.months')}
            value={o.months}
            control={<Input inputMode="numeric" className={slim} />}
          >
            <span className="num">{o.months}</span>
          </Editable>
          <Fact label={t('opportunity.total')}>
            <Money fen={o.totalFen} className="font-semibold" />
          </Fact>
          <Editable
            data={data}
            name="probability"
            label={t('opportunity.probability')}
            value={o.probability}
            control={<Input inputMode="numeric" className={slim} />}
          >
            <span className="num">{o.probability}%</span>
            {stage && stage.probability !== o.probability && (
              <span className="num ml-2 text-xs text-ink-3">
                {t('opportunity.probability_stage')} {stage.probability}%
              </span>
            )}
          </Editable>
        </Facts>
      </Section>
      <Section title={t('opportunity.close_on')}>
        <Facts>
          <Editable
            data={data}
            name="expectedCloseOn"
            label={t('opportunity.close_on')}
            value={o.expectedCloseOn}
            control={<DateInput className={slim} />}
          >
            <span className="flex flex-wrap items-center gap-1.5">
              <Day on={o.expectedCloseOn} now={data.now} />
              {o.slips > 0 && <Badge tone="warn">{t('opportunity.slips', { n: o.slips })}</Badge>}
            </span>
          </Editable>
          {o.closedOn && (
            <Fact label={t('opportunity.closed_on')}>
              <Day on={o.closedOn} now={data.now} />
            </Fact>
          )}
          <Editable data={data} name="nextStep" label={t('opportunity.next_step')} value={o.nextStep}>
            {o.nextStep ?? <None />}
          </Editable>
          <Editable
            data={data}
            name="nextStepOn"
            label={t('opportunity.next_step_on')}
            value={o.nextStepOn}
            control={<DateInput className={slim} />}
          >
            {o.nextStepOn ? f.day(o.nextStepOn, data.now) : <None />}
          </Editable>
        </Facts>
      </Section>
      <CustomFacts
        fields={data.fields}
        values={o.custom}
        editTo={data.may.update ? `${paths.opportunity(o.id)}/edit` : undefined}
      />
    </>
  );
}
