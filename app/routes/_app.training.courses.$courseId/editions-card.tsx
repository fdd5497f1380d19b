import { useFormat, useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { Badge } from '~/ui/badge';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Plus } from '~/ui/icons';
import { Link } from '~/ui/link';
import type { CourseShown } from './route';

/** The edition on top with its chapters; those before it below. */
export function EditionsCard({ data }: { data: CourseShown }) {
  const t = useT();
  const f = useFormat();
  const { id, editions, chapters, newId } = data;
  const [latest, ...older] = editions;
  if (!latest) return null;
  const isDraft = !latest.publishedAt;
  const told = ({ publishedAt, publisher }: (typeof editions)[number]) =>
    publishedAt && t('course.edition_published', { when: f.dateTime(publishedAt), who: publisher ?? '—' });
  return (
    <Card
      title={t('course.editions')}
      note={`${t('course.edition_n', { n: latest.edition })} · ${told(latest) ?? t('course.unpublished')}`}
    >
      <ol className="divide-y divide-line">
        {chapters.map((one) => (
          <li key={one.id}>
            <Link
              to={`/training/courses/${id}/chapters/${one.id}`}
              className="flex min-h-11 items-center gap-3 hover:bg-sunken"
            >
              <span className="num w-6 shrink-0 text-right text-ink-3">{one.position}</span>
              <span className="min-w-0 flex-1 truncate">{one.title}</span>
              <span className="num shrink-0 text-xs text-ink-3">{t('learn.course.minutes', { n: one.minutes })}</span>
            </Link>
          </li>
        ))}
      </ol>
      <div className="mt-3 flex flex-wrap gap-2">
        {isDraft ? (
          <>
            <ButtonLink to={`/training/courses/${id}/chapters/${newId}?new=1`} icon={Plus}>
              {t('course.add_chapter')}
            </ButtonLink>
            <ActionForm own hidden={{ intent: 'publish' }}>
              <SubmitButton>{t('course.publish')}</SubmitButton>
            </ActionForm>
          </>
        ) : (
          <ActionForm own hidden={{ intent: 'begin_edition', id: newId }}>
            <SubmitButton variant="secondary">{t('course.begin_edition')}</SubmitButton>
          </ActionForm>
        )}
      </div>
      {isDraft && <p className="mt-2 text-xs text-ink-3">{t('course.publish_hint')}</p>}
      {older.length > 0 && (
        <ul className="mt-3 grid gap-1 border-t border-line pt-3 text-sm text-ink-2">
          {older.map((one) => (
            <li key={one.id} className="flex flex-wrap items-center gap-2">
              {t('course.edition_n', { n: one.edition })}
              <span className="text-ink-3">{told(one)}</span>
              <Badge>
                {t('course.learners')} {f.number(one.learners)}
              </Badge>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
