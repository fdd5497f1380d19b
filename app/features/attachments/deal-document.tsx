import type { ReactNode } from 'react';
import { useFormat, useT } from '~/core/i18n';
import { FileText } from '~/ui/icons';
import type { DealDocument } from './queries.server';

export type ShownDocument = Omit<DealDocument, 'createdAt'> & {
  createdAt: Date | string;
  /** What the evidence is called that the file proves. */
  proves: string | null;
};

/** One file of a deal: what it is, who added it when; pictures by their small picture. */
export function DealDocumentRow({ file, now, action }: { file: ShownDocument; now: string; action?: ReactNode }) {
  const t = useT();
  const f = useFormat();
  const what = file.documentKind
    ? t(`document.kind.${file.documentKind}`)
    : t('document.evidence_of', { name: file.proves ?? file.evidenceKey ?? '—' });
  return (
    <li className="flex items-center gap-3 py-2">
      {file.mime.startsWith('image/') ? (
        <img
          src={`/files/${file.id}?small`}
          alt=""
          loading="lazy"
          className="size-9 shrink-0 rounded-md object-cover"
        />
      ) : (
        <span className="grid size-9 shrink-0 place-items-center rounded-md bg-sunken text-ink-3">
          <FileText className="text-[18px]" />
        </span>
      )}
      <span className="min-w-0 flex-1">
        <a
          href={`/files/${file.id}`}
          target="_blank"
          rel="noreferrer"
          className="block truncate font-medium text-brand-ink hover:underline max-sm:py-1"
        >
          {file.name}
        </a>
        <span className="block truncate text-xs text-ink-3">
          {[what, f.bytes(file.bytes), file.addedBy, f.when(file.createdAt, now)].filter(Boolean).join(' · ')}
        </span>
      </span>
      {action}
    </li>
  );
}
