import { useFormat, useT } from '~/core/i18n';
import { stageName } from '~/features/opportunities/rules';
import { problemWords } from '~/features/processes/problem-words';
import type { Problem } from '~/features/processes/problems';
import { Badge } from '~/ui/badge';
import { ButtonLink } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { PageBody, PageHead } from '~/ui/page-head';
import { PostButton } from '~/ui/post-button';
import { hereOf } from './here';
import { ProblemList } from './problem-list';
import type { ProcessAnswer, ProcessData } from './route';
import { StageFacts } from './stage-facts';
import { StageForm } from './stage-form';
import { StageList } from './stage-list';
import { Versions } from './versions';

export function ProcessPage({ data, answer }: { data: ProcessData; answer: ProcessAnswer | undefined }) {
  const t = useT();
  const f = useFormat();
  const { definition, stage, mayWrite, draft } = data;
  const list = data.company === null ? '/processes' : `/processes?company=${data.company}`;
  const ofForm = answer?.typed?.intent === 'stage';
  return (
    <>
      <PageHead title={stageName(definition, f.locale)} back={list} crumbs={[{ to: list, label: t('process.title') }]}>
        <Badge tone={data.isOwn && data.company !== null ? 'brand' : 'neutral'}>
          {t(data.isOwn && data.company !== null ? 'process.own_version' : 'process.national_version', {
            n: data.version,
          })}
        </Badge>
      </PageHead>
      <PageBody>
        {draft && <DraftBar data={data} />}
        {answer?.ok === false && !ofForm && !['add', 'rename'].includes(String(answer.typed?.intent)) && (
          <Refusal answer={answer} />
        )}
        {data.company !== null && mayWrite && !draft && (
          <p className="max-w-3xl text-ink-2">{t('process.extension_hint')}</p>
        )}
        <div className="grid items-start gap-4 lg:grid-cols-[300px_minmax(0,1fr)] lg:grid-rows-[auto_1fr]">
          <StageList data={data} />
          <div className="min-w-0 lg:row-span-2">
            {mayWrite ? (
              <StageForm
                key={`${stage.code} ${draft?.version ?? 0} ${ofForm}`}
                data={data}
                answer={ofForm ? answer : undefined}
              />
            ) : (
              <StageFacts data={data} />
            )}
          </div>
          <Versions data={data} />
        </div>
      </PageBody>
    </>
  );
}

function Refusal({ answer }: { answer: ProcessAnswer }) {
  const t = useT();
  const f = useFormat();
  const problems = Array.isArray(answer.details) ? (answer.details as Problem[]) : [];
  const reason = answer.reason ?? '';
  return (
    <div role="alert">
      <Callout tone="bad" title={t.any(reason.includes('.') ? reason : `error.${reason}`, answer.params)}>
        {problems.length > 0 && <ProblemList said={problems.map((problem) => problemWords(t, f, problem))} />}
      </Callout>
    </div>
  );
}

/** What is being written, and the ways on: try out, publish, throw away. */
function DraftBar({ data }: { data: ProcessData }) {
  const t = useT();
  const f = useFormat();
  const { draft, problems, mayWrite } = data;
  if (!draft) return null;
  const said = problems.map((problem) => problemWords(t, f, problem));
  const fields = { version: draft.version };
  const action = hereOf(data);
  return (
    <Card>
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone="warn">{t('process.draft')}</Badge>
        <span className="min-w-0 flex-1 text-ink-2">
          {t('process.draft_by', { who: draft.editor ?? '—', when: f.when(draft.updatedAt, data.now) })}
        </span>
        {mayWrite && (
          <span className="flex flex-wrap gap-2">
            <PostButton action={action} navigate fields={{ ...fields, intent: 'discard' }} variant="ghost">
              {t('process.discard')}
            </PostButton>
            <ButtonLink to={`/processes/${data.code}/trial${data.company === null ? '' : `?company=${data.company}`}`}>
              {t('process.try_out')}
            </ButtonLink>
            <PostButton action={action} navigate fields={{ ...fields, intent: 'publish' }} variant="primary">
              {t('process.publish')}
            </PostButton>
          </span>
        )}
      </div>
      {said.length > 0 && (
        <div className="mt-2 border-t border-line pt-2 text-bad-ink">
          <p className="font-medium">{t('process.to_mend')}</p>
          <ProblemList said={said} />
        </div>
      )}
    </Card>
  );
}
