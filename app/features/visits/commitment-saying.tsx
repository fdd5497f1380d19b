import { useFetcher } from '@remix-run/react';
import { useT } from '~/core/i18n';
import { type FormDraft, useDraft } from '~/core/offline/use-draft';
import type { Refused } from '~/core/result';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { DateInput } from '~/ui/date-input';
import { Field } from '~/ui/field';
import { MessageSquareReply, Paperclip } from '~/ui/icons';
import { Select } from '~/ui/select';
import { Textarea } from '~/ui/textarea';
import type { CommitmentShown } from './commitment-item';
import { commitmentDraft } from './offline';
import { channels } from './rules';

type SayingProps = {
  verb: 'answer' | 'prove';
  commitment: CommitmentShown;
  back: string;
  today: string;
  draft?: FormDraft;
};

/** On the promise's own page what is typed is kept; a form the server refused comes back to it. */
export function DraftedSaying(props: SayingProps) {
  const { key, draft } = useDraft(commitmentDraft(props.commitment.id, props.verb));
  return <Saying key={key} {...props} draft={draft} />;
}

/** What the customer was told, or what shows that it was kept: a form that unfolds. */
export function Saying({ verb, commitment, back, today, draft }: SayingProps) {
  const t = useT();
  const fetcher = useFetcher<Refused>();
  const { id, version, text, answer, answerChannel, evidence } = commitment;
  const isAnswer = verb === 'answer';
  const Icon = isAnswer ? MessageSquareReply : Paperclip;
  const label = t(isAnswer ? 'commitment.answer_what' : 'commitment.evidence');
  const values = isAnswer
    ? { answer: answer ?? '', channel: answerChannel ?? 'phone', answeredOn: today }
    : { evidence: evidence ?? '' };
  return (
    <details className="min-w-0 open:w-full" open={Object.keys(draft?.typed ?? {}).length > 0 || undefined}>
      <summary className="inline-flex h-7 items-center gap-1.5 rounded-md px-2 text-xs font-medium text-ink-2 hover:bg-sunken hover:text-ink max-sm:h-11 max-sm:px-3 max-sm:text-sm">
        <Icon className="text-[16px]" />
        {t(isAnswer ? 'commitment.answer' : 'commitment.evidence')}
      </summary>
      <ActionForm
        fetcher={fetcher}
        action="/commitments"
        draft={draft}
        values={values}
        hidden={{ commitmentId: id, version, verb, back, about: text }}
        labels={{ [isAnswer ? 'answer' : 'evidence']: label, answeredOn: t('commitment.answered_on') }}
        className="mt-2 gap-2"
      >
        <Field name={isAnswer ? 'answer' : 'evidence'} label={<span className="sr-only">{label}</span>}>
          <Textarea
            rows={2}
            required
            maxLength={2000}
            placeholder={t(isAnswer ? 'commitment.answer_hint' : 'commitment.evidence_hint')}
          />
        </Field>
        <div className="flex flex-wrap items-start gap-2">
          {isAnswer && (
            <>
              <Field
                name="channel"
                label={<span className="sr-only">{t('commitment.answer_how')}</span>}
                className="w-36"
              >
                <Select
                  options={channels.map((channel) => ({ value: channel, label: t(`visit.channel.${channel}`) }))}
                />
              </Field>
              <Field
                name="answeredOn"
                label={<span className="sr-only">{t('commitment.answered_on')}</span>}
                className="w-40"
              >
                <DateInput max={today} />
              </Field>
            </>
          )}
          <SubmitButton size="sm">{t(isAnswer ? 'commitment.save_answer' : 'commitment.save_evidence')}</SubmitButton>
        </div>
      </ActionForm>
    </details>
  );
}
