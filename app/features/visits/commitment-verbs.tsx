import { Form, useFetcher } from '@remix-run/react';
import type { ComponentType, ReactNode } from 'react';
import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import type { Refused } from '~/core/result';
import { Button, IconLink, SubmitButton } from '~/ui/button';
import { DateInput } from '~/ui/date-input';
import { FormErrors } from '~/ui/form-errors';
import { CircleCheck, CircleX, MessageSquareReply, Paperclip, Pencil, Undo2 } from '~/ui/icons';
import { Select } from '~/ui/select';
import { Textarea } from '~/ui/textarea';
import type { CommitmentShown } from './commitment-item';
import { channels, commitmentAllows } from './rules';

const faces = { keep: CircleCheck, break: CircleX, reopen: Undo2 };

type CommitmentVerbsProps = { commitment: CommitmentShown; back: string; today: string; isAlone?: boolean };

/** What can be said of a promise: kept, not kept, answered to the customer, with what shows it. */
export function CommitmentVerbs({ commitment, back, today, isAlone = false }: CommitmentVerbsProps) {
  const t = useT();
  const fetcher = useFetcher<Refused>();
  const hidden = (
    <>
      <input type="hidden" name="commitmentId" value={commitment.id} />
      <input type="hidden" name="version" value={commitment.version} />
      <input type="hidden" name="back" value={back} />
    </>
  );
  const offered = (['keep', 'break', 'reopen'] as const).filter((verb) => commitmentAllows(commitment.state, verb));
  return (
    <>
      {fetcher.data && !fetcher.data.ok && (
        <div className="w-full">
          <FormErrors refusal={fetcher.data} />
        </div>
      )}
      <fetcher.Form method="post" action="/commitments" className="flex gap-1">
        {hidden}
        {offered.map((verb) => (
          <Button
            key={verb}
            type="submit"
            size="sm"
            name="verb"
            value={verb}
            icon={faces[verb]}
            variant={verb === 'keep' ? 'secondary' : 'ghost'}
            loading={fetcher.formData?.get('verb') === verb}
          >
            {t(`commitment.${verb}`)}
          </Button>
        ))}
      </fetcher.Form>
      {!isAlone && commitmentAllows(commitment.state, 'change') && (
        <IconLink
          icon={Pencil}
          size="sm"
          label={t('commitment.change')}
          to={`${paths.commitment(commitment.id)}?${new URLSearchParams({ back })}`}
        />
      )}
      {commitmentAllows(commitment.state, 'answer') && (
        <Unfolding icon={MessageSquareReply} label={t('commitment.answer')}>
          {hidden}
          <input type="hidden" name="verb" value="answer" />
          <Textarea
            name="answer"
            rows={2}
            required
            maxLength={2000}
            aria-label={t('commitment.answer_what')}
            placeholder={t('commitment.answer_hint')}
            defaultValue={commitment.answer ?? ''}
          />
          <div className="flex flex-wrap gap-2">
            <div className="w-36">
              <Select
                name="channel"
                aria-label={t('commitment.answer_how')}
                options={channels.map((channel) => ({ value: channel, label: t(`visit.channel.${channel}`) }))}
                defaultValue={commitment.answerChannel ?? 'phone'}
              />
            </div>
            <div className="w-40">
              <DateInput name="answeredOn" max={today} aria-label={t('commitment.answered_on')} defaultValue={today} />
            </div>
            <SubmitButton size="sm">{t('commitment.save_answer')}</SubmitButton>
          </div>
        </Unfolding>
      )}
      {commitmentAllows(commitment.state, 'prove') && (
        <Unfolding icon={Paperclip} label={t('commitment.evidence')}>
          {hidden}
          <input type="hidden" name="verb" value="prove" />
          <Textarea
            name="evidence"
            rows={2}
            required
            maxLength={2000}
            aria-label={t('commitment.evidence')}
            placeholder={t('commitment.evidence_hint')}
            defaultValue={commitment.evidence ?? ''}
          />
          <div>
            <SubmitButton size="sm">{t('commitment.save_evidence')}</SubmitButton>
          </div>
        </Unfolding>
      )}
    </>
  );
}

type UnfoldingProps = { icon: ComponentType<{ className?: string }>; label: string; children: ReactNode };

function Unfolding({ icon: Icon, label, children }: UnfoldingProps) {
  return (
    <details className="min-w-0 open:w-full">
      <summary className="inline-flex h-7 items-center gap-1.5 rounded-md px-2 text-xs font-medium text-ink-2 hover:bg-sunken hover:text-ink max-sm:h-11 max-sm:px-3 max-sm:text-sm">
        <Icon className="text-[16px]" />
        {label}
      </summary>
      <Form method="post" action="/commitments" className="mt-2 grid gap-2">
        {children}
      </Form>
    </details>
  );
}
