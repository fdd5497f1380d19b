import { useFormat, useT } from '~/core/i18n';
import { ButtonLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { PostButton } from '~/ui/post-button';
import type { TodayData } from './route';

/** Visits that an assistant wrote down and their owner has not confirmed yet; absent when there are none. */
export function Drafts({ page: { drafts, now } }: { page: TodayData }) {
  const t = useT();
  const f = useFormat();
  if (!drafts.length) return null;
  return (
    <Card title={t('visit_draft.title')} note={drafts.length} padded={false}>
      <p className="px-3 pb-2 text-xs text-ink-3 max-sm:px-4">{t('visit_draft.note')}</p>
      <ul className="divide-y divide-line border-t border-line">
        {drafts.map((draft) => (
          <li key={draft.id} className="px-3 py-2.5 max-sm:px-4 max-sm:py-3">
            <p className="truncate font-medium">{draft.accountName}</p>
            <p className="num text-xs text-ink-3">{f.dateTime(draft.startsAt, now)}</p>
            <p className="line-clamp-2 text-sm text-ink-2">{draft.note}</p>
            <div className="mt-2 flex gap-2">
              <ButtonLink to={`/visits/new?draft=${draft.id}&back=/today`} size="sm" variant="primary">
                {t('visit_draft.look')}
              </ButtonLink>
              <PostButton action="/visits/new" fields={{ intent: 'drop_draft', draftId: draft.id }} size="sm" navigate>
                {t('visit_draft.drop')}
              </PostButton>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
