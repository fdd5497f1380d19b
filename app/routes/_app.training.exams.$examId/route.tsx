import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { isId } from '~/core/ids';
import { checked, checkInput, readBody } from '~/core/input.server';
import { readCursor } from '~/core/paging';
import { requirePermission } from '~/core/permissions.server';
import { invalid, notFound } from '~/core/refusals.server';
import { listTypes } from '~/features/certification/queries/certificate-types.server';
import { nameIn } from '~/features/offerings/named';
import { closeExam, dropExam, publishExam, saveExam } from '~/features/training/commands/exam.server';
import { examAction, examInput } from '~/features/training/exam-input';
import { listCourseOptions } from '~/features/training/queries/courses.server';
import { getExam, listItems } from '~/features/training/queries/exams.server';
import { listSittings } from '~/features/training/queries/marking.server';
import { PageBody, PageHead } from '~/ui/page-head';
import { ExamCard } from './exam-card';
import { ExamForm } from './exam-form';
import { ItemsCard } from './items-card';
import { SittingsCard } from './sittings-card';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'training.manage');
  const id = params.examId ?? '';
  if (!isId(id)) throw notFound();
  const { searchParams } = new URL(request.url);
  const isNew = searchParams.has('new');
  const [exam, courses, types, items, sittings] = await Promise.all([
    isNew ? null : getExam(ctx, id),
    listCourseOptions(ctx),
    listTypes(ctx),
    isNew ? [] : listItems(ctx, id),
    isNew ? { rows: [], after: null } : listSittings(ctx, id, readCursor(searchParams.get('after'))),
  ]);
  return { id, exam, courses, types, items, sittings };
}
export type ExamShown = ReturnType<typeof useLoaderData<typeof loader>>;

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'training.manage');
  const id = params.examId ?? '';
  const body = await readBody(request);
  if (body.intent === 'save') {
    const saved = await checked({ ...body, id }, examInput, (input) => saveExam(ctx, input));
    if (!saved.ok) return invalid(saved, body);
    return redirectWithToast(`/training/exams/${saved.value.id}`, { key: 'exam.saved' });
  }
  const input = checkInput(body, examAction);
  if (!input.ok) return invalid(input, body);
  if (!isId(id)) throw notFound();
  const { intent, version } = input.value;
  const verb = { publish: publishExam, close: closeExam, drop: dropExam }[intent];
  const done = await verb(ctx, id, version);
  if (!done.ok) return invalid(done, body);
  if (intent === 'drop') return redirectWithToast('/training/exams', { key: 'exam.dropped' });
  return redirectWithToast(`/training/exams/${id}`, {
    key: intent === 'publish' ? 'exam.published_toast' : 'exam.closed_toast',
  });
}

export default function ExamPage() {
  const t = useT();
  const f = useFormat();
  const data = useLoaderData<typeof loader>();
  const { exam } = data;
  return (
    <>
      <PageHead title={exam ? nameIn(f.locale, exam) : t('exam.new')} back="/training/exams" />
      <PageBody className={exam?.publishedAt ? undefined : 'max-w-[960px]'}>
        {exam && <ExamCard exam={exam} courses={data.courses} types={data.types} />}
        {!exam?.publishedAt && <ExamForm key={`${data.id} ${exam?.version}`} data={data} />}
        {exam?.publishedAt && (
          <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 xl:grid-cols-2">
            <ItemsCard items={data.items} />
            <SittingsCard {...data.sittings} />
          </div>
        )}
      </PageBody>
    </>
  );
}
