import { useFormat, useT } from '~/core/i18n';
import { canKeep } from '~/core/offline/person';
import { Button, ButtonLink, IconButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { useHydrated } from '~/ui/hydrated';
import { Mic, RotateCcw, Square, Trash2, X } from '~/ui/icons';
import type { FilesProps } from './photo-card';
import { isOfTheFile, mostFiles } from './rules';
import { useFileChanges } from './use-file-changes';
import { useRecorder } from './use-recorder';
import { type Upload, useUploads } from './use-uploads';

const lasting = (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

/** Spoken notes of a visit: press, speak, press; listened to and deleted here. */
export function VoiceCard({ visitId, files, mayAdd, marks }: Omit<FilesProps, 'now'>) {
  const t = useT();
  const f = useFormat();
  const hydrated = useHydrated();
  const to = `/visits/${visitId}/files.json`;
  const { uploads, add, remove, retry, isFull } = useUploads(visitId, 'voice', marks.account);
  const changes = useFileChanges(to);
  const recorder = useRecorder(({ blob, name, seconds }) => {
    const fields = { takenAt: new Date().toISOString(), seconds: String(seconds) };
    void add({ kind: 'voice', blob, name, fields });
  });
  const notes = files.filter((file) => file.kind === 'voice' && !changes.isGone(file.id));
  const room = mostFiles.voice - notes.length - uploads.length;
  const isRecording = recorder.seconds !== null;
  const stateOf = ({ reason, share }: Upload) =>
    reason
      ? t.has(reason)
        ? t.any(reason)
        : t('attachment.not_sent')
      : t(share === null ? 'outbox.waiting' : 'attachment.sending');
  const mayRecord = hydrated && canKeep();
  if (!mayAdd && !notes.length) return null;
  return (
    <Card title={t('attachment.voices')} note={notes.length || undefined}>
      <ul className="grid grid-cols-1 gap-2 [&:not(:empty)]:mb-2">
        {notes.map((note) => (
          <li key={note.id} className="flex items-center gap-2">
            {/* biome-ignore lint/a11y/useMediaCaption: a spoken note has no captions */}
            <audio
              controls
              preload="none"
              src={`/files/${note.id}`}
              aria-label={t('attachment.voice_by', { who: note.addedBy ?? '' })}
              className="h-10 min-w-0 flex-1"
            />
            <span className="num shrink-0 text-xs text-ink-3">
              {note.seconds !== null && `${lasting(note.seconds)} · `}
              {f.time(note.takenAt ?? note.createdAt)}
            </span>
            {mayAdd && (
              <IconButton icon={Trash2} label={t('attachment.delete_voice')} onClick={() => changes.remove(note.id)} />
            )}
          </li>
        ))}
        {uploads.map((one) => (
          <li key={one.item.id} className="flex flex-wrap items-center gap-2 text-ink-2">
            {/* biome-ignore lint/a11y/useMediaCaption: a spoken note has no captions */}
            <audio controls src={one.preview} aria-label={t('attachment.voice')} className="h-10 min-w-0 flex-1" />
            <span className="text-xs">{stateOf(one)}</span>
            {one.reason && (
              <>
                {!isOfTheFile(one.reason) && (
                  <IconButton icon={RotateCcw} label={t('common.retry')} onClick={() => void retry(one.item)} />
                )}
                <IconButton icon={X} label={t('attachment.give_up')} onClick={() => void remove(one.item)} />
              </>
            )}
          </li>
        ))}
      </ul>
      {mayAdd && mayRecord && (room > 0 || isRecording) && (
        <Button icon={isRecording ? Square : Mic} onClick={isRecording ? recorder.stop : recorder.start}>
          {isRecording ? t('attachment.stop', { time: lasting(recorder.seconds ?? 0) }) : t('attachment.record')}
        </Button>
      )}
      {mayAdd && !mayRecord && (
        <ButtonLink to={`/visits/${visitId}/files`} icon={Mic}>
          {t('attachment.add_voice')}
        </ButtonLink>
      )}
      {(recorder.refusal || isFull) && (
        <p role="alert" className="mt-2 text-sm text-bad-ink">
          {t(recorder.refusal ?? 'attachment.no_room')}
        </p>
      )}
      <span className="sr-only" aria-live="polite">
        {isRecording && t('attachment.recording')}
      </span>
    </Card>
  );
}
