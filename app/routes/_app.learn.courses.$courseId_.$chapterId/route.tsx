import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid, notFound } from '~/core/refusals.server';
import { readChapter } from '~/features/training/commands/learn.server';
import { readMarkdown } from '~/features/training/markdown.server';
import { MarkdownView } from '~/features/training/markdown-view';
import { Material } from '~/features/training/material';
import { getChapter, listChapterFiles } from '~/features/training/queries/courses.server';
import { findEnrolment, listReading } from '~/features/training/queries/reading.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'training.read');
  const { courseId = '', chapterId = '' } = params;
  const [chapter, enrolment, files] = await Promise.all([
    getChapter(ctx, chapterId),
    findEnrolment(ctx, courseId),
    listChapterFiles(ctx, chapterId),
  ]);
  if (chapter.courseId !== courseId || !enrolment || enrolment.versionId !== chapter.versionId) throw notFound();
  const reading = await listReading(ctx, chapter.versionId);
  const at = reading.findIndex(({ id }) => id === chapterId);
  const { body, ...shown } = chapter;
  return {
    courseId,
    chapter: shown,
    body: readMarkdown(body),
    files,
    of: reading.length,
    isLast: !reading[at + 1],
    previous: reading[at - 1]?.id ?? null,
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'training.read');
  const { courseId = '', chapterId = '' } = params;
  const read = await readChapter(ctx, courseId, chapterId);
  if (!read.ok) return invalid(read);
  if (read.value.isDone) return redirectWithToast(paths.course(courseId), { key: 'learn.course.done_toast' });
  const enrolment = await findEnrolment(ctx, courseId);
  const reading = enrolment ? await listReading(ctx, enrolment.versionId) : [];
  const next = reading[reading.findIndex(({ id }) => id === chapterId) + 1];
  return redirect(next ? `${paths.course(courseId)}/${next.id}` : paths.course(courseId));
}

export default function ReadChapter() {
  const t = useT();
  const { courseId, chapter, files, of, isLast, previous, body } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={`${chapter.position}/${of} ${chapter.title}`} back={paths.course(courseId)} />
      <PageBody narrow>
        <Card>
          <MarkdownView body={body} />
          {files.length > 0 && (
            <div className="mt-4 grid gap-3 border-t border-line pt-4">
              {files.map((file) => (
                <Material key={file.id} file={file} />
              ))}
            </div>
          )}
        </Card>
        <div className="flex flex-wrap gap-3">
          {previous && (
            <ButtonLink to={`${paths.course(courseId)}/${previous}`} size="lg" className="max-sm:flex-1">
              {t('learn.course.previous')}
            </ButtonLink>
          )}
          <ActionForm own className="max-sm:flex-1">
            <SubmitButton size="lg">{t(isLast ? 'learn.course.last_done' : 'learn.course.chapter_done')}</SubmitButton>
          </ActionForm>
        </div>
      </PageBody>
    </>
  );
}
