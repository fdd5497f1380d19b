import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData, useSearchParams } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useFormat, useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { invalid } from '~/core/refusals.server';
import { refused } from '~/core/result';
import { ConfirmFrame } from '~/features/confirmations/confirm-frame';
import { hiddenMeta } from '~/features/confirmations/hidden-meta';
import { answerInput } from '~/features/invitations/input';
import { answerInvitation, findInvitation } from '~/features/invitations/public.server';
import { answers } from '~/features/invitations/rules';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Fact, Facts } from '~/ui/facts';
import { CircleAlert, CircleCheck, CircleX } from '~/ui/icons';

export const meta = hiddenMeta;

/** Open to all: the secret is the key. Programs that check links in mails fetch this; it answers nothing. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const invitation = await findInvitation(params.secret!, context.ip);
  return data({ invitation }, { status: invitation ? 200 : 404 });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const input = await readInput(request, answerInput);
  if (!input.ok) return invalid(input, input.typed);
  const said = await answerInvitation(params.secret!, input.value, context.ip);
  if (said === 'changed') return invalid(refused('invitation.changed'));
  return data({ said }, { status: said === 'done' ? 200 : 404 });
}

/** Also after a refusal: then the time has changed. */
export const shouldRevalidate = () => true;

export default function Invitation() {
  const t = useT();
  const f = useFormat();
  const { invitation } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  if (!invitation) return <Told title={t('invitation.unknown')} hint={t('invitation.unknown_hint')} />;
  const { title, place, startsAt, endsAt, organiser, company, guest, isOff, answer, sequence } = invitation;
  const meant = answer ?? answers.find((one) => one === search.get('answer')) ?? 'accepted';
  const AnswerIcon = answer === 'declined' ? CircleX : CircleCheck;
  return (
    <ConfirmFrame title={t('invitation.public_title')}>
      <h2 className="mb-4 break-words text-lg font-semibold">{title}</h2>
      <Facts>
        <Fact label={t('invitation.when')}>
          <span className="num">
            {t('invitation.beijing_time', { when: `${f.dateTime(startsAt)}–${f.time(endsAt)}` })}
          </span>
        </Fact>
        {place && <Fact label={t('invitation.place')}>{place}</Fact>}
        <Fact label={t('invitation.organiser')}>
          {organiser} · {company}
        </Fact>
      </Facts>
      <div className="mt-5 border-t border-line pt-5">
        {isOff ? (
          <p role="status" className="font-semibold">
            {t('invitation.off')}
            <span className="mt-1 block font-normal text-ink-2">{t('invitation.off_hint')}</span>
          </p>
        ) : (
          <>
            {answer && (
              <p role="status" className="mb-1 flex items-center gap-2 text-lg font-semibold">
                <AnswerIcon className={`text-[22px] ${answer === 'accepted' ? 'text-ok-ink' : 'text-ink-3'}`} />
                {t(answer === 'accepted' ? 'invitation.you_accepted' : 'invitation.you_declined')}
              </p>
            )}
            <p className={answer ? 'mb-4 text-ink-2' : 'mb-4 text-lg'}>
              {answer ? t('invitation.answered_hint') : t('invitation.your_answer', { guest })}
            </p>
            <ActionForm hidden={{ sequence }}>
              <div className={`grid gap-3 ${answer ? '' : 'grid-cols-2'}`}>
                {answers
                  .filter((one) => one !== answer)
                  .map((one) => (
                    <SubmitButton
                      key={one}
                      name="answer"
                      value={one}
                      size="lg"
                      block
                      variant={one === meant && !answer ? 'primary' : 'secondary'}
                    >
                      {t(`invitation.${answer ? 'rather_' : ''}${one}`)}
                    </SubmitButton>
                  ))}
              </div>
            </ActionForm>
            {!answer && <p className="mt-3 text-sm text-ink-3">{t('invitation.choose_hint')}</p>}
          </>
        )}
      </div>
    </ConfirmFrame>
  );
}

function Told({ title, hint }: { title: ReactNode; hint: ReactNode }) {
  const t = useT();
  return (
    <ConfirmFrame title={t('invitation.public_title')}>
      <p role="status" className="flex items-center gap-2 text-lg font-semibold">
        <CircleAlert className="text-[22px] text-warn-ink" />
        {title}
      </p>
      <p className="mt-2 text-ink-2">{hint}</p>
    </ConfirmFrame>
  );
}
