import { Form, useFetcher } from '@remix-run/react';
import { daysBetween } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import type { Refused } from '~/core/result';
import { Badge, type Tone } from '~/ui/badge';
import { Button, SubmitButton } from '~/ui/button';
import { FormErrors } from '~/ui/form-errors';
import { Ban, Building2, CircleCheck, CircleX, Clock, MessageSquareReply, Undo2 } from '~/ui/icons';
import { Link } from '~/ui/link';
import { Textarea } from '~/ui/textarea';
import { type CommitmentSide, type CommitmentState, type CommitmentVerb, commitmentAllows } from './rules';

export type CommitmentShown = {
  id: string;
  version: number;
  side: CommitmentSide;
  text: string;
  dueOn: string;
  state: CommitmentState;
  answer?: string | null;
  ownerName?: string | null;
  /** Undefined where the account is plain from the page; null when it lies outside the person's scope. */
  accountName?: string | null;
  accountId?: string | null;
  visitId?: string | null;
};

type CommitmentItemProps = {
  commitment: CommitmentShown;
  today: string;
  now: Date;
  /** Where to return to. */
  back: string;
  maySettle: boolean;
};

/** One promise with what can be said of it: kept, not kept, answered. Works before JavaScript. */
export function CommitmentItem({ commitment, today, now, back, maySettle }: CommitmentItemProps) {
  const t = useT();
  const { text, answer, ownerName, accountName, accountId, visitId, side } = commitment;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 py-2 max-sm:px-4 max-sm:py-3">
      <div className="min-w-0 flex-1 basis-48">
        <p className="break-words font-medium">
          {visitId ? (
            <Link to={paths.visit(visitId)} className="hover:text-brand-ink hover:underline max-sm:block max-sm:py-2.5">
              {text}
            </Link>
          ) : (
            text
          )}
        </p>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-3 text-xs text-ink-3">
          {accountName !== undefined && (
            <span className="inline-flex min-w-0 items-center gap-1">
              <Building2 className="text-[13px]" />
              {accountId && accountName ? (
                <Link to={paths.account(accountId)} className="truncate hover:text-ink hover:underline max-sm:py-3">
                  {accountName}
                </Link>
              ) : (
                (accountName ?? t('commitment.unseen_account'))
              )}
            </span>
          )}
          <span>{t(`commitment.side.${side}`)}</span>
          {ownerName && <span>{ownerName}</span>}
        </p>
      </div>
      <CommitmentBadge commitment={commitment} today={today} now={now} />
      {maySettle && <Verbs commitment={commitment} back={back} />}
      {answer && (
        <p className="flex w-full items-start gap-2 rounded-md bg-sunken px-2.5 py-1.5 text-sm text-ink-2">
          <MessageSquareReply className="mt-0.5 shrink-0 text-[14px] text-ink-3" />
          <span className="min-w-0 whitespace-pre-wrap break-words">{answer}</span>
        </p>
      )}
    </div>
  );
}

const settled: Record<Exclude<CommitmentState, 'open'>, { tone: Tone; icon: typeof Clock }> = {
  kept: { tone: 'ok', icon: CircleCheck },
  broken: { tone: 'bad', icon: CircleX },
  cancelled: { tone: 'neutral', icon: Ban },
};

type BadgeProps = { commitment: Pick<CommitmentShown, 'state' | 'dueOn'>; today: string; now: Date };

/** The state of a settled promise; of an open one, how much time is left. */
export function CommitmentBadge({ commitment: { state, dueOn }, today, now }: BadgeProps) {
  const t = useT();
  const f = useFormat();
  if (state !== 'open') return <Badge {...settled[state]}>{t(`commitment.state.${state}`)}</Badge>;
  const days = daysBetween(today, dueOn);
  const face: { tone: Tone; word: string } =
    days < 0
      ? { tone: 'bad', word: t('commitment.late_days', { n: -days }) }
      : days === 0
        ? { tone: 'warn', word: t('commitment.due_today') }
        : { tone: days <= 3 ? 'warn' : 'neutral', word: t('commitment.due_on', { day: f.day(dueOn, now) }) };
  return (
    <Badge tone={face.tone} icon={Clock} title={f.day(dueOn)}>
      {face.word}
    </Badge>
  );
}

const faces: Record<Exclude<CommitmentVerb, 'answer'>, typeof Clock> = {
  keep: CircleCheck,
  break: CircleX,
  reopen: Undo2,
};

function Verbs({ commitment, back }: { commitment: CommitmentShown; back: string }) {
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
      {commitmentAllows(commitment.state, 'answer') && (
        <details className="min-w-0 open:w-full">
          <summary className="inline-flex h-7 items-center gap-1.5 rounded-md px-2 text-xs font-medium text-ink-2 hover:bg-sunken hover:text-ink max-sm:h-11 max-sm:px-3 max-sm:text-sm">
            <MessageSquareReply className="text-[16px]" />
            {t('commitment.answer')}
          </summary>
          <Form method="post" action="/commitments" className="mt-2 grid gap-2">
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
            <div>
              <SubmitButton size="sm">{t('commitment.save_answer')}</SubmitButton>
            </div>
          </Form>
        </details>
      )}
    </>
  );
}
