import { useT } from '~/core/i18n';
import { CloudOff, RotateCcw, X } from '~/ui/icons';
import { isOfTheFile } from './rules';
import type { Upload } from './use-uploads';

type WaitingTileProps = { upload: Upload; onRetry: () => void; onRemove: () => void };

/** A photo the server has not got yet: how far it is, that it waits, or why it was not taken and what to do about it. */
export function WaitingTile({ upload, onRetry, onRemove }: WaitingTileProps) {
  const t = useT();
  const { preview, reason, share } = upload;
  return (
    <li className="relative size-[72px] overflow-hidden rounded-lg bg-sunken">
      {preview && <img src={preview} alt="" className="size-full object-cover opacity-60" />}
      {share !== null && (
        <span
          role="progressbar"
          aria-label={t('attachment.sending')}
          aria-valuenow={Math.round(share * 100)}
          aria-valuemin={0}
          aria-valuemax={100}
          className="absolute inset-x-1.5 bottom-1.5 h-1.5 overflow-hidden rounded-full bg-surface"
        >
          <span className="block h-full bg-brand" style={{ width: `${Math.max(4, share * 100)}%` }} />
        </span>
      )}
      {share === null && reason && isOfTheFile(reason) && (
        <span className="absolute inset-x-0 bottom-0 bg-surface/85 py-1 text-center text-2xs font-medium text-bad-ink">
          {t('attachment.not_taken')}
        </span>
      )}
      {share === null && !(reason && isOfTheFile(reason)) && (
        <button
          type="button"
          onClick={onRetry}
          aria-label={`${reason ? t('attachment.not_sent') : t('outbox.waiting')} · ${t('common.retry')}`}
          className={`absolute inset-x-0 bottom-0 flex h-7 items-center justify-center gap-1 bg-surface/85 text-2xs font-medium ${reason ? 'text-bad-ink' : 'text-ink-2'}`}
        >
          {reason ? <RotateCcw className="text-[13px]" /> : <CloudOff className="text-[13px]" />}
          {reason ? t('common.retry') : t('attachment.kept')}
        </button>
      )}
      {(reason || share === null) && (
        <button
          type="button"
          onClick={onRemove}
          aria-label={t('attachment.give_up')}
          className="absolute top-0 right-0 flex size-7 items-center justify-center rounded-bl-lg bg-surface text-ink-2"
        >
          <X className="text-[14px]" />
        </button>
      )}
    </li>
  );
}
