import type { ReactNode } from 'react';
import { useFormat, useT } from '~/core/i18n';
import { voidReasons } from '~/features/rewards/rules';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field } from '~/ui/field';
import { Select } from '~/ui/select';
import { Textarea } from '~/ui/textarea';
import type { RewardShown } from './route';

/** What was said against an entry, by whom, and what may be said next. */
export function ChallengeCard({ data }: { data: RewardShown }) {
  const t = useT();
  const { reward, me, isMine, keeps, newId } = data;
  const open = reward.challenges.find((one) => one.isVoid === null);
  const lost = reward.challenges.find((one) => one.isVoid && one.isRestored !== true);
  const mayPropose = keeps && !isMine && !open && !lost;
  if (reward.challenges.length === 0 && !mayPropose) return null;
  const mayDecide = open && keeps && !isMine && open.proposedBy !== me;
  const mayAppeal = lost && isMine && !lost.appealedAt;
  const mayAnswer =
    lost?.appealedAt && lost.isRestored === null && keeps && !isMine && lost.proposedBy !== me && lost.decidedBy !== me;
  return (
    <Card title={t('reward.challenge')}>
      {reward.challenges.length > 0 && (
        <ol className="grid gap-3">
          {reward.challenges.map((one) => (
            <Said key={one.id} one={one} />
          ))}
        </ol>
      )}
      {mayPropose && (
        <Say intent="propose" id={newId} hint={t('reward.propose_hint')} submit={t('reward.propose')}>
          <Field name="reason" label={t('reward.reason')} required>
            <Select options={voidReasons.map((value) => ({ value, label: t(`reward.reason.${value}`) }))} />
          </Field>
        </Say>
      )}
      {mayDecide && (
        <Say intent="decide" id={open.id} submit={t('reward.decide')}>
          <Verdict
            first={['void', t('reward.decide_void')]}
            second={['keep', t('reward.decide_keep')]}
            label={t('reward.decide')}
          />
        </Say>
      )}
      {mayAppeal && <Say intent="appeal" id={lost.id} hint={t('reward.appeal_hint')} submit={t('reward.appeal')} />}
      {mayAnswer && (
        <Say intent="answer" id={lost.id} submit={t('reward.answer')}>
          <Verdict
            first={['restore', t('reward.answer_restore')]}
            second={['keep', t('reward.answer_keep')]}
            label={t('reward.answer')}
          />
        </Say>
      )}
    </Card>
  );
}

type Say = { intent: string; id: string; hint?: string; submit: string; children?: ReactNode };

function Say({ intent, id, hint, submit, children }: Say) {
  const t = useT();
  return (
    <ActionForm
      own
      hidden={{ intent, id }}
      labels={{ note: t('reward.note') }}
      className="grid gap-3 border-line [ol~&]:mt-4 [ol~&]:border-t [ol~&]:pt-4"
    >
      {hint && <p className="text-ink-2">{hint}</p>}
      {children}
      <Field name="note" label={t('reward.note')} required>
        <Textarea rows={3} maxLength={500} />
      </Field>
      <div>
        <SubmitButton>{submit}</SubmitButton>
      </div>
    </ActionForm>
  );
}

function Verdict({ first, second, label }: { first: [string, string]; second: [string, string]; label: string }) {
  return (
    <Field name="verdict" label={label} required>
      <Select options={[first, second].map(([value, text]) => ({ value, label: text }))} />
    </Field>
  );
}

function Said({ one }: { one: RewardShown['reward']['challenges'][number] }) {
  const t = useT();
  const f = useFormat();
  const line = (title: string, at: Date | null, text: string | null) => (
    <li>
      <p className="flex items-baseline justify-between gap-3">
        <span className="font-medium">{title}</span>
        {at && <span className="num shrink-0 text-sm text-ink-3">{f.dateTime(at)}</span>}
      </p>
      <p className="break-words text-ink-2">{text}</p>
    </li>
  );
  const who = (name: string | null) => ({ who: name ?? '—' });
  return (
    <>
      {line(
        t('reward.proposed', { ...who(one.proposer), reason: t(`reward.reason.${one.reason}`) }),
        one.proposedAt,
        one.note,
      )}
      {one.isVoid !== null &&
        line(
          t(one.isVoid ? 'reward.decided_void' : 'reward.decided_keep', who(one.decider)),
          one.decidedAt,
          one.decision,
        )}
      {one.appealedAt && line(t('reward.appealed'), one.appealedAt, one.appeal)}
      {one.isRestored !== null &&
        line(t(one.isRestored ? 'reward.restored' : 'reward.refused', who(one.answerer)), one.answeredAt, one.answer)}
    </>
  );
}
