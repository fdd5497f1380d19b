import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import type { StreamRow } from '~/features/coaching/queries/stream.server';
import { PostButton } from '~/ui/post-button';

/** What the visitor says to the check of a visit in the stream; accepted at a press. */
export function Explained({ row, search }: { row: StreamRow; search: string }) {
  const t = useT();
  return (
    <div className="flex flex-wrap items-end gap-3 pr-4 pb-3 pl-16">
      <blockquote className="min-w-0 flex-1 basis-60 border-l-2 border-line pl-3 break-words text-ink-2">
        <span className="block text-xs text-ink-3">{t('visit.confidence_of', { n: row.confidence ?? 0 })}</span>
        {row.explanation}
      </blockquote>
      <PostButton
        size="sm"
        action={paths.coaching(row.id) + search}
        fields={{ intent: 'accept', version: row.version, back: `/coaching${search}` }}
      >
        {t('visit.accept_check')}
      </PostButton>
    </div>
  );
}
