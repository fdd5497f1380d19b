import { useState } from 'react';
import { useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Checkbox } from '~/ui/checkbox';
import { ChipField } from '~/ui/chip-group';
import { Field } from '~/ui/field';
import { AtSign } from '~/ui/icons';
import { Textarea } from '~/ui/textarea';
import type { Talk, TalkComment } from './page.server';

type CommentFormProps = { talk: Talk; back: string; answering: TalkComment | null };

export function CommentForm({ talk, back, answering }: CommentFormProps) {
  const t = useT();
  // the page may be read anew while one types; the form and its id stay until the comment is there
  const [id] = useState(talk.newId);
  return (
    <ActionForm
      own
      action={talk.action}
      preventScrollReset
      hidden={{ intent: 'comment', id, back, answersId: answering?.id }}
      className="mt-4 !gap-3 border-t border-line pt-3"
    >
      {answering && (
        <p className="flex items-center gap-2 rounded-md bg-brand-soft px-2.5 py-1.5 text-brand-ink">
          <span className="min-w-0 flex-1 truncate">{t('coaching.answering', { text: answering.text })}</span>
          <ButtonLink to={back} size="sm" variant="ghost" preventScrollReset>
            {t('coaching.cancel_answer')}
          </ButtonLink>
        </p>
      )}
      <Field name="text" label={answering ? t('coaching.answer') : t('coaching.comment')} required>
        <Textarea rows={3} maxLength={2000} placeholder={t('coaching.comment_hint')} />
      </Field>
      {talk.mentionable.length > 0 && (
        <details>
          <summary className="flex w-fit items-center gap-1.5 text-xs text-ink-2 max-sm:min-h-11 max-sm:text-sm">
            <AtSign className="text-[14px]" />
            {t('coaching.mention')}
          </summary>
          <div className="mt-2">
            <ChipField
              name="mentions"
              label={t('coaching.mention')}
              type="checkbox"
              options={talk.mentionable.map(({ id, name, title }) => ({
                value: id,
                label: title ? `${name} · ${title}` : name,
              }))}
            />
          </div>
        </details>
      )}
      <div className="flex flex-wrap items-center gap-3">
        {!answering && (
          <Checkbox
            name="isQuestion"
            label={t(talk.kind === 'visit' ? 'coaching.as_question' : 'coaching.as_question_deal')}
          />
        )}
        <span className="ml-auto">
          <SubmitButton>{answering ? t('coaching.answer') : t('coaching.send')}</SubmitButton>
        </span>
      </div>
    </ActionForm>
  );
}
