import { useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { Avatar } from '~/ui/avatar';
import { Badge } from '~/ui/badge';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Field } from '~/ui/field';
import { CornerDownRight, MessageCircleQuestion } from '~/ui/icons';
import { PostButton } from '~/ui/post-button';
import { Textarea } from '~/ui/textarea';
import { When } from '~/ui/value';
import type { Talk, TalkComment } from './page.server';
import { Reactions } from './reactions';

type CommentItemProps = {
  comment: TalkComment;
  talk: Talk;
  back: string;
  question: TalkComment | null;
  isEditing: boolean;
};

export function CommentItem({ comment, talk, back, question, isEditing }: CommentItemProps) {
  const t = useT();
  const here = (what: 'answer' | 'edit') =>
    `${back}${back.includes('?') ? '&' : '?'}${what}=${comment.id}#${what === 'edit' ? `comment-${comment.id}` : 'comments'}`;
  const name = comment.authorName ?? t('coaching.unnamed');
  const isOpen = comment.isQuestion && comment.answeredAt === null;
  return (
    <article className="flex gap-2.5">
      <Avatar name={name} size="md" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-semibold">{name}</span>
          <span className="text-xs text-ink-3">
            <When at={comment.createdAt} now={talk.now} />
            {comment.editedAt && ` · ${t('coaching.edited')}`}
          </span>
          {comment.isQuestion && (
            <Badge tone={isOpen ? 'warn' : 'ok'} icon={MessageCircleQuestion}>
              {`${t('coaching.question')} · ${isOpen ? t('coaching.question_open') : t('coaching.question_answered')}`}
            </Badge>
          )}
        </p>
        {question && (
          <p className="mt-1 flex items-center gap-1.5 text-xs text-ink-3">
            <CornerDownRight className="shrink-0 text-[13px]" />
            <span className="truncate">{`${t('coaching.answer_to')} · ${question.text}`}</span>
          </p>
        )}
        {isEditing ? (
          <EditForm comment={comment} talk={talk} back={back} />
        ) : (
          <>
            <p className="mt-1 whitespace-pre-wrap break-words leading-relaxed">{comment.text}</p>
            {comment.mentioned && (
              <p className="mt-1 text-xs text-brand-ink">{t('coaching.mentioned', { names: comment.mentioned })}</p>
            )}
            <div className="mt-1.5 flex flex-wrap items-center gap-1">
              <Reactions
                given={comment.reactions}
                action={talk.action}
                to={{ intent: 'react', commentId: comment.id }}
                back={back}
              />
              {comment.mayAnswer && isOpen && (
                <ButtonLink to={here('answer')} size="sm" preventScrollReset>
                  {t('coaching.answer')}
                </ButtonLink>
              )}
              {comment.mayEdit && (
                <ButtonLink to={here('edit')} size="sm" variant="ghost" preventScrollReset>
                  {t('coaching.edit')}
                </ButtonLink>
              )}
              {comment.isMine && (
                <PostButton
                  size="sm"
                  variant="ghost"
                  action={talk.action}
                  fields={{ intent: 'remove', commentId: comment.id, back }}
                >
                  {t('coaching.delete')}
                </PostButton>
              )}
            </div>
          </>
        )}
      </div>
    </article>
  );
}

function EditForm({ comment, talk, back }: { comment: TalkComment; talk: Talk; back: string }) {
  const t = useT();
  return (
    <ActionForm
      own
      action={`${talk.action}?edit=${comment.id}`}
      values={{ text: comment.text }}
      hidden={{ intent: 'edit_comment', commentId: comment.id, back }}
      className="mt-2 !gap-2"
    >
      <Field name="text" label={t('coaching.edit_text')} required>
        <Textarea rows={3} maxLength={2000} autoFocus />
      </Field>
      <div className="flex gap-2">
        <SubmitButton size="sm">{t('common.save')}</SubmitButton>
        <ButtonLink to={back} size="sm" variant="ghost" preventScrollReset>
          {t('common.cancel')}
        </ButtonLink>
      </div>
    </ActionForm>
  );
}
