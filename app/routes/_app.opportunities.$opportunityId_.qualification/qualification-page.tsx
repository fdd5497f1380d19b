import { useActionData } from '@remix-run/react';
import { useRef } from 'react';
import { useFormat, useLocale, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { stageName } from '~/features/opportunities/rules';
import { RecordHistory } from '~/features/people/history';
import { provenOf } from '~/features/qualification/evidence';
import { qualificationInput } from '~/features/qualification/input';
import type { QualificationPageData } from '~/features/qualification/page.server';
import { ResultBadge } from '~/features/qualification/result-badge';
import { Why } from '~/features/qualification/why';
import { ActionForm } from '~/ui/action-form';
import { Button, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { FormActions } from '~/ui/field';
import { Figures } from '~/ui/figures';
import type { Refusal } from '~/ui/form-errors';
import { useHydrated } from '~/ui/hydrated';
import { Printer } from '~/ui/icons';
import { PageHead } from '~/ui/page-head';
import { useZodForm } from '~/ui/use-zod-form';
import { BuyingSection } from './buying-section';
import { DecisionCard } from './decision-card';
import { EvidenceCard } from './evidence-card';
import { FitSection } from './fit-section';
import { RivalSection } from './rival-section';
import { meanwhileOf, StaleNote } from './stale-note';
import { TenderSection } from './tender-section';
import { useLive } from './use-live';
import { ValueSection } from './value-section';

export type PageData = QualificationPageData;

export function QualificationPage({ data }: { data: PageData }) {
  const { opportunity, accountName, saved } = data;
  const t = useT();
  const isHydrated = useHydrated();
  const meanwhile = meanwhileOf(useActionData<Refusal>());
  const page = paths.opportunity(opportunity.id);
  const shown = useRef(saved.version);
  if (!meanwhile) shown.current = saved.version;
  return (
    <>
      <PageHead
        title={t('qualification.title')}
        back={page}
        crumbs={[
          ...(accountName ? [{ to: paths.account(opportunity.accountId), label: accountName }] : []),
          { to: page, label: opportunity.title },
        ]}
      >
        {isHydrated && (
          <Button icon={Printer} onClick={() => window.print()} className="print:hidden">
            <span className="max-sm:sr-only">{t('qualification.print')}</span>
          </Button>
        )}
      </PageHead>
      {/* a form anew for what was saved anew, yet never under the hands of one who has not saved */}
      <QualificationForm key={`${opportunity.id}:${shown.current}`} data={data} meanwhile={meanwhile} />
    </>
  );
}

function QualificationForm({ data, meanwhile }: { data: PageData; meanwhile: ReturnType<typeof meanwhileOf> }) {
  const t = useT();
  const f = useFormat();
  const locale = useLocale();
  const { opportunity, stage, saved, evidence, mayEdit, now } = data;
  const live = useLive(data);
  const form = useZodForm(qualificationInput, { values: saved.values });
  const { proven, expected } = provenOf(evidence);
  return (
    <>
      <Figures
        items={[
          {
            label: t('qualification.result'),
            value: <ResultBadge result={saved.result} />,
            note: saved.at ? t('qualification.last_saved', { when: f.when(saved.at, now) }) : undefined,
          },
          {
            label: t('qualification.probability'),
            value: `${live.weighed.percent}%`,
            note: t('qualification.evidence_of', { proven, expected }),
          },
          { label: t('qualification.own'), value: `${opportunity.probability}%`, note: stageName(stage, locale) },
          { label: t('qualification.tcv'), fen: opportunity.totalFen },
        ]}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 p-5 max-sm:p-4">
        {!saved.at && !meanwhile && <p className="text-sm text-ink-3">{t('qualification.none_hint')}</p>}
        {meanwhile && <StaleNote meanwhile={meanwhile} contacts={data.contacts} />}
        <ActionForm
          form={form}
          hidden={{ id: saved.id, version: meanwhile?.version ?? saved.version }}
          labels={{
            resultReason: t('qualification.reason'),
            budgetFen: t('qualification.budget_amount'),
            weightPrice: t('qualification.weights'),
            bidDueOn: t('qualification.bid_due_on'),
            marginPercent: t('qualification.margin'),
          }}
          onChange={live.read}
          className="grid-cols-[minmax(0,1fr)] items-start lg:grid-cols-[minmax(0,1fr)_360px] [&>[role=alert]]:col-span-full print:[&_::placeholder]:text-transparent"
        >
          <fieldset disabled={!mayEdit} className="contents">
            <div className="grid min-w-0 gap-4">
              <FitSection live={live} />
              <BuyingSection data={data} live={live} />
              <TenderSection live={live} />
              <RivalSection data={data} live={live} />
              <ValueSection data={data} live={live} />
            </div>
            <div className="min-w-0 self-stretch">
              <div className="grid gap-4 lg:sticky lg:top-18">
                <DecisionCard data={data} live={live} />
                <Card title={t('qualification.why', { percent: live.weighed.percent })}>
                  <Why weighed={live.weighed} stage={stage} />
                </Card>
              </div>
            </div>
          </fieldset>
          {mayEdit && (
            <div className="contents sm:hidden print:hidden">
              <FormActions>
                <SubmitButton>{t('common.save')}</SubmitButton>
              </FormActions>
            </div>
          )}
        </ActionForm>
        <EvidenceCard evidence={evidence} />
        {data.history.length > 0 && (
          <details className="rounded-[10px] border border-line bg-surface p-3 shadow-card max-sm:rounded-2xl print:hidden">
            <summary className="text-sm font-semibold max-sm:min-h-11 max-sm:content-center">
              {t('qualification.history')}
            </summary>
            <div className="mt-3">
              <RecordHistory
                entries={data.history}
                now={now}
                names={Object.fromEntries(data.contacts.map(({ id, name }) => [id, name]))}
              />
            </div>
          </details>
        )}
      </div>
    </>
  );
}
