import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { isId, newId } from '~/core/ids';
import { checked, checkInput, readBody } from '~/core/input.server';
import { requirePermission } from '~/core/permissions.server';
import { invalid, notFound } from '~/core/refusals.server';
import { listTypes } from '~/features/certification/queries/certificate-types.server';
import { nameIn } from '~/features/offerings/named';
import { archiveCourse, beginEdition, publishEdition, saveCourse } from '~/features/training/commands/course.server';
import { addRule, endRule } from '~/features/training/commands/learn.server';
import { courseAction, courseInput } from '~/features/training/course-input';
import {
  getCourse,
  listChapters,
  listEditions,
  listFamilies,
  listRules,
} from '~/features/training/queries/courses.server';
import { listUnitOptions } from '~/features/training/queries/people.server';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { PageBody, PageHead } from '~/ui/page-head';
import { CourseForm } from './course-form';
import { EditionsCard } from './editions-card';
import { RulesCard } from './rules-card';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'training.manage');
  const id = params.courseId ?? '';
  if (!isId(id)) throw notFound();
  const isNew = new URL(request.url).searchParams.has('new');
  const [course, families, types, editions, rules, units] = await Promise.all([
    isNew ? null : getCourse(ctx, id),
    listFamilies(ctx),
    listTypes(ctx),
    isNew ? [] : listEditions(ctx, id),
    isNew ? [] : listRules(ctx, id),
    listUnitOptions(ctx),
  ]);
  const [latest] = editions;
  const chapters = latest ? await listChapters(ctx, latest.id) : [];
  return { id, course, families, types, editions, chapters, rules, units, newId: newId() };
}
export type CourseShown = ReturnType<typeof useLoaderData<typeof loader>>;

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'training.manage');
  const id = params.courseId ?? '';
  const body = await readBody(request);
  const here = `/training/courses/${id}`;
  if (body.intent === 'save') {
    const saved = await checked({ ...body, id }, courseInput, (input) => saveCourse(ctx, input));
    return saved.ok ? redirectWithToast(here, { key: 'course.saved' }) : invalid(saved, body);
  }
  const input = checkInput(body, courseAction);
  if (!input.ok) return invalid(input, body);
  if (!isId(id)) throw notFound();
  const { value } = input;
  if (value.intent === 'add_rule') {
    const added = await addRule(ctx, id, value);
    if (!added.ok) return invalid(added, body);
    return redirectWithToast(here, { key: 'course.rule_added', params: { n: added.value.n } });
  }
  const done =
    value.intent === 'end_rule'
      ? await endRule(ctx, id, value.id)
      : value.intent === 'archive'
        ? await archiveCourse(ctx, id)
        : value.intent === 'publish'
          ? await publishEdition(ctx, id)
          : await beginEdition(ctx, id, value.id);
  if (!done.ok) return invalid(done, body);
  const told = { archive: 'course.archived_toast', publish: 'course.published_toast' } as const;
  const key = value.intent === 'archive' || value.intent === 'publish' ? told[value.intent] : 'course.saved';
  return redirectWithToast(here, { key });
}

export default function CoursePage() {
  const t = useT();
  const f = useFormat();
  const data = useLoaderData<typeof loader>();
  const { course } = data;
  return (
    <>
      <PageHead title={course ? nameIn(f.locale, course) : t('course.new')} back="/training/courses" />
      <PageBody>
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 xl:grid-cols-2">
          <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
            {course && <EditionsCard data={data} />}
            {course && data.editions.some(({ publishedAt }) => publishedAt) && <RulesCard data={data} />}
          </div>
          <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
            <CourseForm key={`${data.id} ${course?.version}`} data={data} />
            {course && !course.archivedAt && (
              <ActionForm own hidden={{ intent: 'archive' }}>
                <div>
                  <SubmitButton variant="ghost">{t('course.archive')}</SubmitButton>
                </div>
              </ActionForm>
            )}
          </div>
        </div>
      </PageBody>
    </>
  );
}
