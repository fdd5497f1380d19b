import type { ChangeEvent } from 'react';
import { useFormat, useT } from '~/core/i18n';
import { canKeep } from '~/core/offline/person';
import { Card } from '~/ui/card';
import { useHydrated } from '~/ui/hydrated';
import { Camera } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PhotoTile } from './photo-tile';
import type { VisitFile } from './queries.server';
import { mostFiles } from './rules';
import { shrink } from './shrink';
import { useFileChanges } from './use-file-changes';
import { useUploads } from './use-uploads';
import { WaitingTile } from './waiting-tile';

export type FilesProps = {
  visitId: string;
  files: VisitFile[];
  now: Date;
  mayAdd: boolean;
  /** What is written on a photo besides its time. */
  marks: { account: string; place: string; person: string };
};

const tile =
  'relative flex size-[72px] cursor-pointer flex-col items-center justify-center gap-1 rounded-lg border border-dashed border-line-strong bg-surface text-xs text-ink-2 hover:bg-sunken has-focus-visible:outline-2 has-focus-visible:outline-brand';

/** The photos of a visit: taken here, made small, marked and kept on the device, sent while one goes on writing. */
export function PhotoCard({ visitId, files, now, mayAdd, marks }: FilesProps) {
  const t = useT();
  const f = useFormat();
  const hydrated = useHydrated();
  const { uploads, add, remove, retry, isFull } = useUploads(visitId, 'photo', marks.account);
  const changes = useFileChanges(`/visits/${visitId}/files.json`);
  const photos = files.filter((file) => file.kind === 'photo' && !changes.isGone(file.id));
  const room = mostFiles.photo - photos.length - uploads.length;
  const refusals = [...new Set(uploads.flatMap((one) => one.reason ?? []))];
  const mayTake = hydrated && canKeep();

  async function take(event: ChangeEvent<HTMLInputElement>) {
    const chosen = [...(event.currentTarget.files ?? [])].slice(0, room);
    event.currentTarget.value = '';
    for (const file of chosen) {
      const taken = new Date(file.lastModified);
      const lines = [marks.account, [f.dateTime(taken), marks.person].filter(Boolean).join(' · '), marks.place];
      const fields = { takenAt: taken.toISOString() };
      await add({ kind: 'photo', blob: await shrink(file, lines), name: file.name, fields });
    }
  }

  if (!mayAdd && !photos.length) return null;
  return (
    <Card
      id="photos"
      className="scroll-mt-18"
      title={t('attachment.photos')}
      note={mayAdd ? t('attachment.photos_note', { n: mostFiles.photo }) : photos.length}
    >
      <ul className="flex flex-wrap gap-2">
        {mayAdd && mayTake && room > 0 && (
          <li>
            <label className={tile}>
              <Camera className="text-[20px]" />
              {t('attachment.take')}
              <input
                type="file"
                accept="image/*"
                capture="environment"
                multiple
                onChange={take}
                aria-label={t('attachment.take_photo')}
                className="absolute inset-0 cursor-pointer opacity-0"
              />
            </label>
          </li>
        )}
        {mayAdd && !mayTake && (
          <li>
            <Link to={`/visits/${visitId}/files`} className={tile}>
              <Camera className="text-[20px]" />
              {t('attachment.take')}
            </Link>
          </li>
        )}
        {photos.map((photo) => (
          <PhotoTile
            key={photo.id}
            photo={photo}
            now={now}
            onDelete={mayAdd ? () => changes.remove(photo.id) : undefined}
          />
        ))}
        {uploads.map((upload) => (
          <WaitingTile
            key={upload.item.id}
            upload={upload}
            onRetry={() => void retry(upload.item)}
            onRemove={() => void remove(upload.item)}
          />
        ))}
      </ul>
      {refusals.map((reason) => (
        <p key={reason} role="alert" className="mt-2 text-sm text-bad-ink">
          {t.has(reason) ? t.any(reason) : t('attachment.not_sent')}
        </p>
      ))}
      {isFull && (
        <p role="alert" className="mt-2 text-sm text-bad-ink">
          {t('attachment.no_room')}
        </p>
      )}
    </Card>
  );
}
