import { FileText } from '~/ui/icons';
import type { ChapterFile } from './queries/courses.server';

/** A file of a chapter: pictures and video in place, a PDF to open. */
export function Material({ file }: { file: ChapterFile }) {
  const to = `/learn/files/${file.id}`;
  if (file.mime.startsWith('image/'))
    return <img src={to} alt={file.name} loading="lazy" className="max-w-full rounded-[10px] border border-line" />;
  if (file.mime.startsWith('video/'))
    return (
      // biome-ignore lint/a11y/useMediaCaption: trainers upload what they have
      <video src={to} controls preload="metadata" aria-label={file.name} className="w-full rounded-[10px] bg-sunken" />
    );
  return (
    <a href={to} className="flex min-h-11 items-center gap-2 text-brand-ink underline">
      <FileText className="text-[18px]" />
      {file.name}
    </a>
  );
}
