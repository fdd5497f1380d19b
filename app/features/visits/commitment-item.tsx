import { daysBetween, today } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { Badge, type Tone } from '~/ui/badge';
import { Ban, Building2, CircleCheck, CircleX, Clock, MessageSquareReply, Paperclip } from '~/ui/icons';
import { Link } from '~/ui/link';
import { CommitmentVerbs } from './commitment-verbs';
import { type Channel, type CommitmentSide, type CommitmentState, isLink, keptHow } from './rules';

export type CommitmentShown = {
  id: string;
  version: number;
  side: CommitmentSide;
  text: string;
  dueOn: string;
  state: CommitmentState;
  settledOn?: string | null;
  evidence?: string | null;
  answer?: string | null;
  answerChannel?: Channel | null;
  answeredAt?: Date | string | null;
  cancelReason?: string | null;
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
  /** On its own page. */
  isAlone?: boolean;
};

/** One promise with what can be said of it: kept, not kept, answered. Works before JavaScript. */
export function CommitmentItem({ commitment, today, now, back, maySettle, isAlone }: CommitmentItemProps) {
  const t = useT();
  const { text, ownerName, accountName, accountId, visitId, side } = commitment;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 py-2 max-sm:px-4 max-sm:py-3">
      <div className="min-w-0 flex-1 basis-48">
        <p className="break-words font-medium">
          {visitId ? (
            <Link to={paths.visit(visitId)} className="hover:text-brand-ink hover:underline max-sm:block max-sm:py-3">
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
      {maySettle && <CommitmentVerbs commitment={commitment} back={back} today={today} isAlone={isAlone} />}
      {commitment.cancelReason && (
        <p className="w-full whitespace-pre-wrap break-words text-sm text-ink-2">
          {t('commitment.cancelled_because', { reason: commitment.cancelReason })}
        </p>
      )}
      <Answer commitment={commitment} now={now} />
      {commitment.evidence && (
        <p className="flex w-full items-start gap-2 text-sm text-ink-2">
          <Paperclip className="mt-0.5 shrink-0 text-[14px] text-ink-3" />
          <span className="sr-only">{t('commitment.evidence')}</span>
          <span className="min-w-0 whitespace-pre-wrap break-words">
            {isLink(commitment.evidence) ? (
              <a href={commitment.evidence} target="_blank" rel="noreferrer" className="text-brand-ink hover:underline">
                {commitment.evidence}
              </a>
            ) : (
              commitment.evidence
            )}
          </span>
        </p>
      )}
    </div>
  );
}

/** What the customer was told, how and when. */
function Answer({
  commitment: { answer, answerChannel, answeredAt },
  now,
}: Pick<CommitmentItemProps, 'commitment' | 'now'>) {
  const t = useT();
  const f = useFormat();
  if (!answer) return null;
  return (
    <div className="flex w-full items-start gap-2 rounded-md bg-sunken px-2.5 py-1.5 text-sm text-ink-2">
      <MessageSquareReply className="mt-0.5 shrink-0 text-[14px] text-ink-3" />
      <div className="min-w-0">
        <p className="whitespace-pre-wrap break-words">{answer}</p>
        {(answerChannel || answeredAt) && (
          <p className="text-xs text-ink-3">
            {[
              answerChannel && t(`visit.channel.${answerChannel}`),
              answeredAt && f.day(today(new Date(answeredAt)), now),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        )}
      </div>
    </div>
  );
}

const settled: Record<Exclude<CommitmentState, 'open'>, { tone: Tone; icon: typeof Clock }> = {
  kept: { tone: 'ok', icon: CircleCheck },
  broken: { tone: 'bad', icon: CircleX },
  cancelled: { tone: 'neutral', icon: Ban },
};

type BadgeProps = { commitment: Pick<CommitmentShown, 'state' | 'dueOn' | 'settledOn'>; today: string; now: Date };

/** The state of a settled promise; of an open one, how much time is left. */
export function CommitmentBadge({ commitment, today, now }: BadgeProps) {
  const { state, dueOn, settledOn = null } = commitment;
  const t = useT();
  const f = useFormat();
  if (keptHow({ state, dueOn, settledOn }) === 'late')
    return (
      <Badge tone="warn" icon={CircleCheck}>
        {t('commitment.kept_late', { n: daysBetween(dueOn, settledOn ?? dueOn) })}
      </Badge>
    );
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
