import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { isId, newId } from '~/core/ids';
import { checked, readBody } from '~/core/input.server';
import { requirePermission } from '~/core/permissions.server';
import { invalid, notFound } from '~/core/refusals.server';
import {
  addMaterialFromRequest,
  removeChapter,
  removeMaterial,
  saveChapter,
} from '~/features/training/commands/chapter.server';
import { chapterInput } from '~/features/training/course-input';
import { readMarkdown } from '~/features/training/markdown.server';
import { MarkdownView } from '~/features/training/markdown-view';
import { getChapter, getCourse, listChapterFiles } from '~/features/training/queries/courses.server';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { PageBody, PageHead } from '~/ui/page-head';
import { Textarea } from '~/ui/textarea';
import { FilesCard } from './files-card';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'training.manage');
  const { courseId = '', chapterId = '' } = params;
  if (!isId(chapterId)) throw notFound();
  const isNew = new URL(request.url).searchParams.has('new');
  const [course, chapter, files] = await Promise.all([
    getCourse(ctx, courseId),
    isNew ? null : getChapter(ctx, chapterId),
    isNew ? [] : listChapterFiles(ctx, chapterId),
  ]);
  if (chapter && chapter.courseId !== courseId) throw notFound();
  const body = readMarkdown(chapter?.body ?? '');
  return { course: course.name, courseId, id: chapterId, chapter, body, files, newId: newId() };
}
export type ChapterShown = ReturnType<typeof useLoaderData<typeof loader>>;

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'training.manage');
  const { courseId = '', chapterId = '' } = params;
  const here = `/training/courses/${courseId}/chapters/${chapterId}`;
  if (request.headers.get('Content-Type')?.startsWith('multipart/form-data')) {
    const added = await addMaterialFromRequest(ctx, chapterId, request);
    return added.ok ? redirectWithToast(here, { key: 'course.file_added' }) : invalid(added, { intent: 'add_file' });
  }
  const body = await readBody(request);
  if (body.intent === 'remove') {
    const removed = await removeChapter(ctx, courseId, chapterId);
    if (!removed.ok) return invalid(removed, body);
    return redirectWithToast(`/training/courses/${courseId}`, { key: 'course.chapter_removed' });
  }
  if (body.intent === 'remove_file') {
    const fileId = String(body.fileId ?? '');
    if (!isId(fileId)) throw notFound();
    const removed = await removeMaterial(ctx, chapterId, fileId);
    return removed.ok ? redirectWithToast(here, { key: 'course.chapter_saved' }) : invalid(removed, body);
  }
  const saved = await checked({ ...body, id: chapterId }, chapterInput, (input) => saveChapter(ctx, courseId, input));
  return saved.ok ? redirectWithToast(here, { key: 'course.chapter_saved' }) : invalid(saved, body);
}

export default function ChapterPage() {
  const t = useT();
  const data = useLoaderData<typeof loader>();
  const { chapter, body, course, courseId, files } = data;
  const isFrozen = Boolean(chapter?.publishedAt);
  return (
    <>
      <PageHead
        title={chapter?.title ?? t('course.add_chapter')}
        back={`/training/courses/${courseId}`}
        crumbs={[{ to: `/training/courses/${courseId}`, label: course }]}
      />
      <PageBody>
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 xl:grid-cols-2">
          {isFrozen ? (
            <p className="text-ink-3">{t('course.chapter_frozen')}</p>
          ) : (
            <Card>
              <ActionForm
                key={`${data.id} ${chapter?.version}`}
                own
                values={chapter ?? { minutes: 10 }}
                hidden={{ intent: 'save', version: chapter?.version ?? 0 }}
              >
                <Field name="title" label={t('course.chapter_title')} required>
                  <Input maxLength={120} />
                </Field>
                <Field name="body" label={t('course.chapter_body')} required>
                  <Textarea rows={18} maxLength={50_000} />
                </Field>
                <Field name="minutes" label={t('course.chapter_minutes')} required>
                  <Input inputMode="numeric" className="num" maxLength={3} />
                </Field>
                <div>
                  <SubmitButton>{t('course.chapter_save')}</SubmitButton>
                </div>
              </ActionForm>
              {chapter && (
                <ActionForm own hidden={{ intent: 'remove' }} className="mt-3">
                  <div>
                    <SubmitButton variant="ghost">{t('course.chapter_remove')}</SubmitButton>
                  </div>
                </ActionForm>
              )}
            </Card>
          )}
          {chapter && (
            <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
              <FilesCard files={files} isFrozen={isFrozen} newId={data.newId} />
              <Card title={t('course.preview')}>
                <MarkdownView body={body} />
              </Card>
            </div>
          )}
        </div>
      </PageBody>
    </>
  );
}
