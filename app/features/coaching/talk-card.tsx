import { useLocation, useSearchParams } from '@remix-run/react';
import { useT } from '~/core/i18n';
import { Card } from '~/ui/card';
import { CommentForm } from './comment-form';
import { CommentItem } from './comment-item';
import type { Talk } from './page.server';
import { Reactions } from './reactions';
import { SeenMark } from './seen-mark';

/** What is said about a visit or a deal, and the box to say more; on its own page and on the reading page. */
export function TalkCard({ talk }: { talk: Talk }) {
  const t = useT();
  const { pathname, search } = useLocation();
  const [params] = useSearchParams();
  const back = pathname + search.replace(/([?&])(answer|edit)=[^&]*&?/g, '$1').replace(/[?&]$/, '');
  const answering = talk.comments.find((one) => one.id === params.get('answer') && one.mayAnswer) ?? null;
  const editing = talk.comments.find((one) => one.id === params.get('edit') && one.mayEdit) ?? null;
  const latestOwn = talk.comments.findLast((one) => one.isMine)?.id ?? 'first';
  return (
    <Card
      id="comments"
      title={t('coaching.comments')}
      note={talk.comments.length || undefined}
      className="scroll-mt-18"
    >
      <SeenMark action={talk.action} isUnread={talk.isUnread} />
      {talk.reactions && (
        <fieldset className="mb-3 flex flex-wrap items-center gap-1">
          <legend className="sr-only">{t('coaching.react_visit')}</legend>
          <Reactions given={talk.reactions} action={talk.action} to={{ intent: 'react_visit' }} back={back} />
        </fieldset>
      )}
      {talk.comments.length === 0 && (
        <p className="text-ink-3">{`${t('coaching.none')} · ${t('coaching.none_hint')}`}</p>
      )}
      <ol className="grid gap-4">
        {talk.comments.map((comment) => (
          <li key={comment.id} id={`comment-${comment.id}`} className="scroll-mt-18">
            <CommentItem
              comment={comment}
              talk={talk}
              back={back}
              question={talk.comments.find((one) => one.id === comment.answersId) ?? null}
              isEditing={editing === comment}
            />
          </li>
        ))}
      </ol>
      {!editing && <CommentForm key={latestOwn} talk={talk} back={back} answering={answering} />}
    </Card>
  );
}
