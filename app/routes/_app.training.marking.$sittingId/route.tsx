import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { checkInput, readBody } from '~/core/input.server';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { markAnswers } from '~/features/training/commands/marking.server';
import { SittingBadge } from '~/features/training/exam-badges';
import { marksInput } from '~/features/training/exam-input';
import { getPaperToMark } from '~/features/training/queries/marking.server';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field, FieldRow } from '~/ui/field';
import { Input } from '~/ui/input';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'training.manage');
  const paper = await getPaperToMark(ctx, params.sittingId ?? '');
  return { paper, mayMark: paper.state === 'submitted' && paper.personId !== ctx.actor.personId };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'training.manage');
  const body = await readBody(request);
  const input = checkInput(body, marksInput);
  if (!input.ok) return invalid(input, body);
  const done = await markAnswers(ctx, params.sittingId ?? '', input.value);
  if (!done.ok) return invalid(done, body);
  return redirectWithToast('/training/marking', { key: 'marking.saved' });
}

export default function MarkPaper() {
  const t = useT();
  const { paper, mayMark } = useLoaderData<typeof loader>();
  const told = (one: (typeof paper)['answers'][number], ids: string[] | null) =>
    (ids ?? []).map((id) =>
      one.kind === 'true_false'
        ? t(id === 't' ? 'question.true' : 'question.false')
        : (one.choices.find((choice) => choice.id === id)?.text ?? id),
    );
  // what waits to be read comes first
  const answers = [...paper.answers].sort((a, b) => Number(b.got === null) - Number(a.got === null));
  return (
    <>
      <PageHead title={`${paper.person} · ${paper.exam}`} back="/training/marking" />
      <PageBody narrow>
        <p className="flex flex-wrap items-center gap-3">
          <SittingBadge row={paper} />
          <span className="text-ink-3">{t('exam.attempt', { n: paper.attempt })}</span>
          {paper.got !== null && <span>{t('exam.score_of', { got: paper.got, most: paper.most })}</span>}
        </p>
        <ActionForm>
          {answers.map((one) => (
            <Card
              key={one.position}
              title={`${one.position}. ${t(`question.kind.${one.kind}`)}`}
              note={one.got === null ? null : t('exam.score_of', { got: one.got, most: one.points })}
            >
              <p className="break-words whitespace-pre-wrap">{one.stem}</p>
              <p className="mt-2 text-xs text-ink-3">{t('marking.answer')}</p>
              <p className="break-words whitespace-pre-wrap">
                {told(one, one.answer).join(' / ') || <span className="text-ink-3">{t('marking.no_answer')}</span>}
              </p>
              {(one.answers.length > 0 || one.explanation) && (
                <>
                  <p className="mt-2 text-xs text-ink-3">{t('marking.key')}</p>
                  <p className="break-words text-ink-2">
                    {[told(one, one.answers).join(' / '), one.explanation].filter(Boolean).join(' · ')}
                  </p>
                </>
              )}
              {one.note && <p className="mt-2 text-ink-2">{one.note}</p>}
              {one.got === null && mayMark && (
                <div className="mt-3 border-t border-line pt-3">
                  <FieldRow>
                    <Field name={`got_${one.position}`} label={t('marking.points', { most: one.points })} required>
                      <Input inputMode="numeric" className="num" maxLength={3} />
                    </Field>
                    <Field name={`note_${one.position}`} label={t('marking.note')}>
                      <Input maxLength={500} />
                    </Field>
                  </FieldRow>
                </div>
              )}
            </Card>
          ))}
          {mayMark && (
            <div>
              <SubmitButton>{t('marking.save')}</SubmitButton>
            </div>
          )}
        </ActionForm>
      </PageBody>
    </>
  );
}
