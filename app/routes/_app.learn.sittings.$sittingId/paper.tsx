import { Form, useActionData, useSubmit } from '@remix-run/react';
import { type FormEvent, type MouseEvent, useCallback, useEffect, useMemo, useState } from 'react';
import { useT } from '~/core/i18n';
import { Badge } from '~/ui/badge';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { FormErrors } from '~/ui/form-errors';
import { useHydrated } from '~/ui/hydrated';
import { CircleCheck, Clock, CloudOff, LoaderCircle } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { AllQuestions } from './all-questions';
import { EndCard } from './end-card';
import { QuestionCard } from './question-card';
import type { SittingShown } from './route';
import { type Answers, useAnswers } from './use-answers';
import { clockText, useClock } from './use-clock';

/** The paper being written: one question at a time, saved as one goes. Without a script each step is a form. */
export function Paper({ data, title }: { data: SittingShown; title: string }) {
  const t = useT();
  const submit = useSubmit();
  const hydrated = useHydrated();
  const refusal = useActionData<{ ok: false; reason: string }>();
  const { sitting, at: asked, leftMs } = data;
  const { questions } = sitting;
  const [at, setAt] = useState(asked);
  useEffect(() => setAt(asked), [asked]);
  const saved = useMemo(
    () => Object.fromEntries(questions.map(({ position, answer }) => [position, answer ?? []])) as Answers,
    [questions],
  );
  const { answers, answer, waiting, isOffline } = useAnswers(sitting.id, saved);
  const onOver = useCallback(() => submit({ intent: 'hand_in' }, { method: 'post' }), [submit]);
  const left = useClock(leftMs, onOver);
  const count = questions.length;
  const question = questions[at - 1];
  const given = (position: number) => answers[position] ?? [];
  const answered = questions.filter(({ position }) => given(position).some((one) => one.trim() !== '')).length;

  const toOf = (position: number) => `?q=${position > count ? 'end' : position}`;
  const go = useCallback(
    (to: number) => {
      const next = Math.min(Math.max(1, to), count + 1);
      setAt(next);
      // no loader is asked: the way on works without a network
      window.history.replaceState(window.history.state, '', `?q=${next > count ? 'end' : next}`);
    },
    [count],
  );
  const follow = (to: number) => (event: MouseEvent) => {
    event.preventDefault();
    go(to);
  };
  const onward = (event: FormEvent) => {
    event.preventDefault();
    go(at + 1);
  };

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const typing =
        event.target instanceof HTMLElement &&
        event.target.matches('textarea, select, input:not([type=radio],[type=checkbox])');
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
        event.preventDefault();
        go(at + (event.key === 'ArrowRight' ? 1 : -1));
      }
      const choice = /^[a-f]$/i.test(event.key) ? event.key.toLowerCase().charCodeAt(0) - 97 : -1;
      document.querySelector<HTMLInputElement>(`[data-choice="${choice}"]`)?.click();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [at, go]);

  return (
    <>
      <PageHead title={title} back="/learn">
        <span role="timer" aria-label={t('sitting.left')} className="num flex items-center gap-1 font-semibold">
          <Clock className="text-[16px] text-ink-3" />
          {clockText(left)}
        </span>
      </PageHead>
      <PageBody narrow>
        <div className="flex min-h-6 items-center justify-between gap-3" role="status">
          <span className="num text-xs text-ink-3">
            {t('sitting.answered')} {answered} / {count}
          </span>
          <SavedBadge waiting={waiting} isOffline={isOffline} />
        </div>
        <FormErrors refusal={refusal?.ok === false ? refusal : null} />
        {question ? (
          <Form method="post" onSubmit={hydrated ? onward : undefined} className="grid gap-4">
            <input type="hidden" name="intent" value="answer" />
            <input type="hidden" name="position" value={question.position} />
            <QuestionCard
              key={question.position}
              question={question}
              of={count}
              given={given(question.position)}
              onAnswer={(next, pauseMs) => answer(question.position, next, pauseMs)}
            />
            <div className="grid grid-cols-2 gap-3 sm:flex">
              {at > 1 && (
                <ButtonLink to={toOf(at - 1)} onClick={follow(at - 1)} size="lg">
                  {t('sitting.previous')}
                </ButtonLink>
              )}
              <SubmitButton size="lg" className={at > 1 ? undefined : 'col-span-2'}>
                {t(
                  hydrated
                    ? at < count
                      ? 'sitting.next'
                      : 'sitting.to_end'
                    : at < count
                      ? 'sitting.save_next'
                      : 'sitting.save_end',
                )}
              </SubmitButton>
            </div>
          </Form>
        ) : (
          <EndCard answered={answered} of={count} waiting={waiting} />
        )}
        <AllQuestions questions={questions} at={at} given={given} toOf={toOf} follow={follow} />
        <p className="text-xs text-ink-3 max-sm:hidden">{t('sitting.keys')}</p>
      </PageBody>
    </>
  );
}

function SavedBadge({ waiting, isOffline }: { waiting: number; isOffline: boolean }) {
  const t = useT();
  if (waiting && isOffline)
    return (
      <Badge tone="warn" icon={CloudOff}>
        {t('sitting.unsaved', { n: waiting })}
      </Badge>
    );
  return waiting ? (
    <Badge icon={LoaderCircle}>{t('sitting.saving')}</Badge>
  ) : (
    <Badge tone="ok" icon={CircleCheck}>
      {t('sitting.saved')}
    </Badge>
  );
}
