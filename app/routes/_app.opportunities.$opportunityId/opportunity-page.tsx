import { useActionData, useSearchParams, useSubmit } from '@remix-run/react';
import { useFormat, useLocale, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { TalkCard } from '~/features/coaching/talk-card';
import { ProbabilityCard } from '~/features/forecast/probability-card';
import { quietDays, stageName } from '~/features/opportunities/rules';
import { RecordHistory } from '~/features/people/history';
import { QualificationCard } from '~/features/qualification/summary-card';
import { DealQuotes } from '~/features/quotes/deal-quotes';
import { SolutionsCard } from '~/features/solutions/solutions-card';
import { ButtonLink, IconLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { Figures } from '~/ui/figures';
import { FormErrors, type Refusal } from '~/ui/form-errors';
import { ChevronDown, ChevronUp, Pencil, Trash2, UsersRound } from '~/ui/icons';
import { Link } from '~/ui/link';
import { Menu } from '~/ui/menu';
import { PageHead, ThreeColumns } from '~/ui/page-head';
import { Contacts, Needs, Visits } from './around';
import { Attention } from './attention';
import { Criteria } from './criteria';
import { Files } from './files';
import { OpportunityFacts } from './opportunity-facts';
import { Promises } from './promises';
import type { OpportunityData } from './route';
import { StageBar } from './stage-bar';
import { StageHistory } from './stage-history';

export function OpportunityPage({ data }: { data: OpportunityData }) {
  const t = useT();
  const f = useFormat();
  const submit = useSubmit();
  const { opportunity, accountName, neighbours, may, now } = data;
  const answer = useActionData<Refusal | { ok: true }>();
  const refused = answer && !answer.ok ? answer : null;
  // those of the talk are shown at its form
  const refusal = isTalk(refused?.typed?.intent) ? null : refused;
  const page = paths.opportunity(opportunity.id);
  const here = Math.max(0, quietDays(opportunity.stageEnteredAt, new Date(now)));
  return (
    <>
      <PageHead
        title={opportunity.title}
        back="/opportunities"
        crumbs={accountName ? [{ to: paths.account(opportunity.accountId), label: accountName }] : []}
      >
        <Neighbours {...neighbours} />
        <IconLink to={`${page}/team`} icon={UsersRound} label={t('team_proposal.title')} />
        {may.update && (
          <ButtonLink
            to={`${page}/edit`}
            icon={Pencil}
            kbd="E"
            className="max-sm:!px-0 max-sm:aspect-square max-sm:border-0"
          >
            <span className="max-sm:sr-only">{t('common.edit')}</span>
          </ButtonLink>
        )}
        {may.remove && (
          <Menu
            label={t('common.more')}
            fallbackTo={`${page}/edit`}
            items={[
              {
                label: t('opportunity.delete'),
                icon: Trash2,
                danger: true,
                onSelect: () =>
                  submit({ intent: 'delete', version: opportunity.version }, { method: 'post', action: page }),
              },
            ]}
          />
        )}
      </PageHead>
      <StageBar data={data} />
      <Figures
        items={[
          { label: t('opportunity.total'), fen: opportunity.totalFen },
          {
            label: t('opportunity.weighted'),
            fen: Math.trunc((opportunity.totalFen * opportunity.probability) / 100),
            note: `${opportunity.probability}%`,
          },
          {
            label: t(opportunity.closedOn ? 'opportunity.closed_on' : 'opportunity.close_on'),
            value: f.day(opportunity.closedOn ?? opportunity.expectedCloseOn ?? '—', now),
            note: opportunity.slips ? t('opportunity.slips', { n: opportunity.slips }) : undefined,
            tone: 'warn',
          },
          {
            label: t('opportunity.stage'),
            value: <StageWord data={data} />,
            note: t('opportunity.here_for', { n: here }),
          },
        ]}
      />
      <ThreeColumns
        left={<OpportunityFacts data={data} />}
        right={
          <>
            <Attention data={data} />
            <Probability data={data} />
            <QualificationCard id={opportunity.id} summary={data.qualification} now={now} mayQualify={may.qualify} />
            <Contacts data={data} />
            <Needs data={data} />
            {data.proposals && (
              <SolutionsCard
                proposals={data.proposals}
                accountId={data.opportunity.accountId}
                opportunityId={data.opportunity.id}
                mayQuote={data.may.quote}
              />
            )}
          </>
        }
      >
        {refusal && <FormErrors refusal={refusal} />}
        <Criteria data={data} />
        <Files data={data} />
        {data.quotes && <DealQuotes opportunityId={opportunity.id} quotes={data.quotes} mayWrite={may.quote} />}
        <Visits data={data} />
        <Promises data={data} />
        {data.talk && <TalkCard talk={data.talk} />}
        <Card title={t('opportunity.history')}>
          <StageHistory data={data} />
        </Card>
        <details className="rounded-[10px] border border-line bg-surface p-3 shadow-card max-sm:rounded-2xl">
          <summary className="text-sm font-semibold max-sm:min-h-11 max-sm:content-center">
            {t('opportunity.journal')}
          </summary>
          <div className="mt-3">
            <RecordHistory entries={data.journal} now={now} />
          </div>
        </details>
      </ThreeColumns>
    </>
  );
}

const isTalk = (intent: unknown) => intent === 'comment' || intent === 'edit_comment';

/** Of a deal that is still open. */
function Probability({ data }: { data: OpportunityData }) {
  const locale = useLocale();
  const { opportunity, qualification, learnt, stages } = data;
  if (opportunity.closedOn) return null;
  return (
    <ProbabilityCard
      own={opportunity.probability}
      evidence={qualification.percent}
      learnt={learnt}
      stageNames={Object.fromEntries(stages.map((stage) => [stage.id, stageName(stage, locale)]))}
    />
  );
}

function StageWord({ data }: { data: OpportunityData }) {
  const locale = useLocale();
  return data.stage ? stageName(data.stage, locale) : null;
}

/** The rows beside this one in the list it was opened from. */
function Neighbours({ previous, next }: { previous: string | null; next: string | null }) {
  const t = useT();
  const [params] = useSearchParams();
  const list = params.get('list');
  if (list === null) return null;
  const to = (id: string) => `${paths.opportunity(id)}?list=${encodeURIComponent(list)}`;
  return (
    <span className="flex max-sm:hidden">
      {previous ? (
        <IconLink icon={ChevronUp} label={t('common.previous')} to={to(previous)} data-key="k" />
      ) : (
        <span className="size-8" />
      )}
      {next ? (
        <IconLink icon={ChevronDown} label={t('common.next')} to={to(next)} data-key="j" />
      ) : (
        <span className="size-8" />
      )}
      <Link to={`/opportunities?${list}`} className="sr-only">
        {t('opportunity.list_title')}
      </Link>
    </span>
  );
}
