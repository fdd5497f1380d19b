import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { isId } from '~/core/ids';
import { checked, readBody } from '~/core/input.server';
import { requirePermission } from '~/core/permissions.server';
import { invalid, notFound } from '~/core/refusals.server';
import { retireQuestion, saveQuestion } from '~/features/training/commands/question.server';
import { questionInput } from '~/features/training/exam-input';
import { listCourseOptions } from '~/features/training/queries/courses.server';
import { getQuestion } from '~/features/training/queries/questions.server';
import { ActionForm } from '~/ui/action-form';
import { Badge } from '~/ui/badge';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { PageBody, PageHead } from '~/ui/page-head';
import { QuestionForm } from './question-form';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'training.manage');
  const id = params.questionId ?? '';
  if (!isId(id)) throw notFound();
  const isNew = new URL(request.url).searchParams.has('new');
  const [question, courses] = await Promise.all([isNew ? null : getQuestion(ctx, id), listCourseOptions(ctx)]);
  return { id, question, courses };
}
export type QuestionShown = ReturnType<typeof useLoaderData<typeof loader>>;

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'training.manage');
  const id = params.questionId ?? '';
  const body = await readBody(request);
  if (body.intent === 'retire' || body.intent === 'revive') {
    if (!isId(id)) throw notFound();
    await retireQuestion(ctx, id, body.intent === 'retire');
    return redirectWithToast('/training/questions', { key: `question.${body.intent}d_toast` });
  }
  const saved = await checked({ ...body, id }, questionInput, (input) => saveQuestion(ctx, input));
  if (!saved.ok) return invalid(saved, body);
  return redirectWithToast(`/training/questions/${saved.value.id}`, { key: 'question.saved' });
}

export default function QuestionPage() {
  const t = useT();
  const f = useFormat();
  const data = useLoaderData<typeof loader>();
  const { question } = data;
  return (
    <>
      <PageHead title={t(question ? 'question.edit' : 'question.new')} back="/training/questions" />
      <PageBody narrow>
        {question?.retiredAt && (
          <div>
            <Badge>{t('question.retired')}</Badge>
          </div>
        )}
        <QuestionForm key={`${data.id} ${question?.version}`} data={data} />
        {question && (
          <Card title={t('question.editions')}>
            <ol className="grid gap-2">
              {question.versions.map((one) => (
                <li key={one.id} className="flex gap-3">
                  <span className="shrink-0 text-ink-3">{t('question.edition', { n: one.edition })}</span>
                  <span className="min-w-0 flex-1 break-words">{one.stem}</span>
                  <span className="num shrink-0 text-xs text-ink-3">
                    {one.by} · {f.dateTime(one.createdAt)}
                  </span>
                </li>
              ))}
            </ol>
            <p className="mt-3 text-ink-3">{t('question.editions_hint')}</p>
            <ActionForm own hidden={{ intent: question.retiredAt ? 'revive' : 'retire' }} className="mt-3">
              <div>
                <SubmitButton variant="secondary">
                  {t(question.retiredAt ? 'question.revive' : 'question.retire')}
                </SubmitButton>
              </div>
            </ActionForm>
          </Card>
        )}
      </PageBody>
    </>
  );
}
