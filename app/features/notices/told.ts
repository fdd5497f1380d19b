import type { Formatter } from '~/core/format';
import type { Translate } from '~/core/message';
import { paths } from '~/core/paths';
import type { Notice } from './queries.server';

type Told = Pick<
  Notice,
  'kind' | 'subject' | 'subjectId' | 'visitId' | 'dueOn' | 'movedTo' | 'step' | 'more' | 'actor' | 'title'
>;

/** Where to look after one's sign-in. */
function placeOfSignIn(kind: Told['kind'], step: string | null) {
  if (step?.startsWith('passkey')) return '/settings/passkeys';
  if (step === 'token_made') return '/settings/tokens';
  return kind === 'new_device' || step === 'password' ? '/settings/sessions' : paths.secondFactor;
}

/** The page a notice leads to. */
export function placeOf({ subject, subjectId, visitId, kind, title, step }: Told) {
  if (title === null) return '/notices';
  if (subject === 'account') return paths.account(subjectId);
  if (subject === 'opportunity') return paths.opportunity(subjectId);
  if (subject === 'quote') return paths.offer(subjectId);
  if (subject === 'contract') return paths.contract(subjectId);
  if (subject === 'course') return paths.course(subjectId);
  if (subject === 'person') return placeOfSignIn(kind, step);
  if (subject === 'exam') return paths.exam(subjectId);
  if (subject === 'webhook') return paths.webhook(subjectId);
  if (subject === 'export') return paths.exports;
  if (subject === 'reward') return paths.reward(subjectId);
  if (subject === 'certificate')
    return kind.startsWith('evidence_')
      ? paths.evidence(subjectId)
      : kind === 'certificate_assigned'
        ? '/me/certificates'
        : paths.certificate(subjectId);
  if (subject === 'award') return paths.award(subjectId);
  if (subject === 'opening') return kind === 'selection_told' ? '/selection' : paths.opening(subjectId);
  if (subject === 'lead') return kind === 'lead_step' ? paths.referral(subjectId) : paths.lead(subjectId);
  if (subject === 'commitment') return paths.commitment(subjectId);
  if (!visitId) return '/notices';
  return kind === 'coached' || kind === 'check_explained' ? paths.coaching(visitId) : paths.visit(visitId);
}

/** The sentence of a notice; of a record out of sight no more than when it is, for who comes along must know that. */
export function tellingOf(
  { kind, subject, title, actor, dueOn, movedTo, step, more }: Told,
  t: Translate,
  f: Formatter,
  now: Date,
) {
  const when = movedTo ? f.dateTime(movedTo, now) : '';
  if (title === null) {
    const unseen = `notice.unseen.${kind}${step ? `.${step}` : ''}`;
    return (when || step) && t.has(unseen)
      ? t.any(unseen, { when, who: actor ?? t('notice.somebody') })
      : t('notice.gone');
  }
  const day = dueOn ? f.day(dueOn, now.toISOString()) : '';
  const further = more > 0 ? ` ${t('notice.more', { n: more })}` : '';
  if (step && t.has(`notice.told.${kind}.${step}`))
    return `${t.any(`notice.told.${kind}.${step}`, { who: actor ?? t('notice.somebody'), title })}${further}`;
  const ofDeal = `notice.told.${kind}_deal`;
  const told = t.any(subject === 'opportunity' && t.has(ofDeal) ? ofDeal : `notice.told.${kind}`, {
    who: actor ?? t('notice.somebody'),
    title,
    day,
    when,
  });
  return `${told}${further}`;
}
