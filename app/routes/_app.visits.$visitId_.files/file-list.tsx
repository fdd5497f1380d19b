import { useFormat, useT } from '~/core/i18n';
import { Card } from '~/ui/card';
import { Trash2 } from '~/ui/icons';
import { PostButton } from '~/ui/post-button';
import type { FilesData } from './route';

/** Every file with who added it and when. */
export function FileList({ page: { files, mayChange, now } }: { page: FilesData }) {
  const t = useT();
  const f = useFormat();
  if (!files.length) return <p className="text-ink-3">{t('attachment.none')}</p>;
  return (
    <Card padded={false}>
      <ul className="divide-y divide-line">
        {files.map((file) => (
          <li key={file.id} className="flex flex-wrap items-center gap-3 px-3 py-2.5 max-sm:px-4">
            {file.kind === 'photo' ? (
              <a href={`/files/${file.id}`} target="_blank" rel="noreferrer" className="shrink-0">
                <img
                  src={`/files/${file.id}?small`}
                  alt={t('attachment.photo_by', { who: file.addedBy ?? '' })}
                  loading="lazy"
                  className="size-16 rounded-lg object-cover"
                />
              </a>
            ) : (
              // biome-ignore lint/a11y/useMediaCaption: a spoken note has no captions
              <audio controls preload="none" src={`/files/${file.id}`} aria-label={t('attachment.voice')} />
            )}
            <p className="min-w-32 flex-1 text-xs text-ink-3">
              <span className="text-sm text-ink-2">{file.addedBy}</span>
              <br />
              <span className="num">{f.dateTime(file.takenAt ?? file.createdAt, now)}</span>
            </p>
            {mayChange && (
              <PostButton
                size="sm"
                variant="ghost"
                icon={Trash2}
                fields={{ intent: 'delete', attachmentId: file.id }}
                aria-label={t(`attachment.delete_${file.kind === 'photo' ? 'photo' : 'voice'}`)}
              >
                {t('common.delete')}
              </PostButton>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
