import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { answerOf } from '~/features/invitations/rules';
import { mailState } from '~/features/mail/rules';
import { Badge, type Tone } from '~/ui/badge';
import { ButtonLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { Mail } from '~/ui/icons';
import type { VisitData } from './route';

const tones: Record<string, Tone> = { accepted: 'ok', declined: 'bad', waiting: 'neutral', withdrawn: 'neutral' };

/** Who was asked by mail and what they say; the way to ask. */
export function InvitationsCard({ page }: { page: VisitData }) {
  const t = useT();
  const f = useFormat();
  const { visit, invited, mayInvite, isMailOff, now } = page;
  if (!invited.length && !mayInvite) return null;
  const states = invited.map((one) => (one.withdrawnAt ? 'withdrawn' : (answerOf(one) ?? 'waiting')));
  const count = (state: string) => states.filter((one) => one === state).length;
  return (
    <Card
      title={t('invitation.title')}
      note={
        invited.length > 1
          ? t('invitation.count', {
              accepted: count('accepted'),
              declined: count('declined'),
              waiting: count('waiting'),
            })
          : undefined
      }
    >
      <div className="grid gap-3">
        {!invited.length && <p className="text-ink-3">{t(isMailOff ? 'invitation.mail_off' : 'invitation.empty')}</p>}
        <ul className="grid gap-2" aria-label={t('invitation.title')}>
          {invited.map((one, i) => {
            const state = states[i] ?? 'waiting';
            const mail = mailState(one);
            const isAnswered = state === 'accepted' || state === 'declined';
            return (
              <li key={one.guestId} className="flex items-center gap-2">
                <span className="min-w-0 flex-1">
                  <span className="block truncate">{one.name ?? one.address}</span>
                  {isAnswered && one.answeredAt && (
                    <span className="block text-xs text-ink-3">{f.when(one.answeredAt, now)}</span>
                  )}
                  {mail === 'waiting' && (
                    <span className="block text-xs text-ink-3">{t('invitation.mail.waiting')}</span>
                  )}
                  {mail === 'failed' && (
                    <span className="block text-xs text-bad-ink">
                      {t('invitation.mail.failed', { error: one.error ?? '' })}
                    </span>
                  )}
                </span>
                <Badge tone={tones[state]}>{t(`invitation.state.${state}`)}</Badge>
              </li>
            );
          })}
        </ul>
        {mayInvite && !isMailOff && (
          <ButtonLink to={`${paths.visit(visit.id)}/invite`} icon={Mail} block>
            {t(invited.length ? 'invitation.manage' : 'invitation.send')}
          </ButtonLink>
        )}
      </div>
    </Card>
  );
}
