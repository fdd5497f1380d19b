import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { ButtonLink } from '~/ui/button';
import { Download, Trash2 } from '~/ui/icons';
import { PostButton } from '~/ui/post-button';
import { When } from '~/ui/value';
import type { MadeFile } from './route';

export function FileItem({ file, may, now }: { file: MadeFile; may: boolean; now: string }) {
  const t = useT();
  const f = useFormat();
  const { id, name, format, rows, bytes } = file;
  const day = f.day(file.until, now);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-medium break-words">{name}</p>
        <p className="flex flex-wrap gap-x-3 text-xs text-ink-3">
          <When at={file.madeAt} now={now} />
          <span>{t(`export.format.${format}`)}</span>
          <span className="num">{t('export.rows', { n: f.number(rows) })}</span>
          <span className="num">{f.bytes(bytes)}</span>
          <span className="num">{t('export.until', { day })}</span>
        </p>
      </div>
      <div className="flex items-center gap-1">
        {may && (
          <ButtonLink
            to={paths.exportFile(id)}
            icon={Download}
            size="sm"
            reloadDocument
            prefetch="none"
            aria-label={t('export.download_named', { name })}
          >
            {t('export.download')}
          </ButtonLink>
        )}
        <PostButton
          fields={{ intent: 'delete_file', fileId: id }}
          size="sm"
          variant="danger"
          icon={Trash2}
          navigate
          aria-label={t('export.delete_named', { name })}
        />
      </div>
    </li>
  );
}
