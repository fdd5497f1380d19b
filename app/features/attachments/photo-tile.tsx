import { useFormat, useT } from '~/core/i18n';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Trash2 } from '~/ui/icons';
import type { VisitFile } from './queries.server';

type PhotoTileProps = { photo: VisitFile; now: Date; onDelete?: () => void };

/** A small picture that opens the large one; without JavaScript on a page of its own. */
export function PhotoTile({ photo, now, onDelete }: PhotoTileProps) {
  const t = useT();
  const f = useFormat();
  const words = t('attachment.photo_by', { who: photo.addedBy ?? '' });
  const time = f.dateTime(photo.takenAt ?? photo.createdAt, now);
  return (
    <li>
      <Dialog
        title={t('attachment.photo')}
        description={`${photo.addedBy ?? ''} · ${time}`}
        wide
        trigger={
          <a
            href={`/files/${photo.id}`}
            target="_blank"
            rel="noreferrer"
            aria-label={`${words} · ${time}`}
            className="block size-[72px] overflow-hidden rounded-lg bg-sunken"
          >
            <img src={`/files/${photo.id}?small`} alt="" loading="lazy" className="size-full object-cover" />
          </a>
        }
      >
        {(close) => (
          <div className="grid gap-3">
            <img src={`/files/${photo.id}`} alt={words} className="max-h-[70dvh] w-full rounded-lg object-contain" />
            {onDelete && (
              <Button
                variant="danger"
                icon={Trash2}
                onClick={() => {
                  close();
                  onDelete();
                }}
              >
                {t('attachment.delete_photo')}
              </Button>
            )}
          </div>
        )}
      </Dialog>
    </li>
  );
}
