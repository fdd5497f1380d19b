import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import * as z from 'zod';
import { requireContext } from '~/core/context.server';
import { id } from '~/core/fields';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { checked, checkInput, readBody } from '~/core/input.server';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { nameIn } from '~/features/offerings/named';
import { enrol, switchEdition, withdraw } from '~/features/training/commands/learn.server';
import { leaveSeat, takeSeats } from '~/features/training/commands/session.server';
import { enrolInput } from '~/features/training/course-input';
import { getCourse, listEditions } from '~/features/training/queries/courses.server';
import { listOwnPeople } from '~/features/training/queries/people.server';
import { findEnrolment, listExamsOf, listReading } from '~/features/training/queries/reading.server';
import { listOpenSessions } from '~/features/training/queries/sessions.server';
import { PageBody, PageHead } from '~/ui/page-head';
import { ChaptersCard } from './chapters-card';
import { PeopleCard } from './people-card';
import { SessionsCard } from './sessions-card';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'training.read');
  const courseId = params.courseId ?? '';
  const course = await getCourse(ctx, courseId);
  const [enrolment, editions, sessions, exams, people] = await Promise.all([
    findEnrolment(ctx, courseId),
    listEditions(ctx, courseId),
    listOpenSessions(ctx, courseId),
    listExamsOf(ctx, courseId),
    can(ctx.actor, 'training.enrol') ? listOwnPeople(ctx) : [],
  ]);
  const latest = editions.find(({ publishedAt }) => publishedAt) ?? null;
  const learnt = enrolment && enrolment.state !== 'withdrawn' ? enrolment : null;
  const versionId = learnt?.versionId ?? latest?.id;
  const chapters = versionId ? await listReading(ctx, versionId) : [];
  return {
    course,
    enrolment: learnt,
    latest: latest?.edition ?? null,
    chapters,
    sessions,
    exams,
    people,
    now: ctx.now,
  };
}
export type CourseLearnt = ReturnType<typeof useLoaderData<typeof loader>>;

const learnAction = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('start') }),
  z.object({ intent: z.literal('withdraw') }),
  z.object({ intent: z.literal('switch') }),
  z.object({ intent: z.literal('take_seat'), session: id }),
  z.object({ intent: z.literal('leave_seat'), session: id }),
]);

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'training.read');
  const courseId = params.courseId ?? '';
  const here = paths.course(courseId);
  const body = await readBody(request);
  if (body.intent === 'enrol') {
    const done = await checked(body, enrolInput, ({ people, dueOn }) => enrol(ctx, courseId, people, dueOn));
    if (!done.ok) return invalid(done, body);
    return redirectWithToast(here, { key: 'course.enrolled_n', params: { n: done.value.n } });
  }
  const input = checkInput(body, learnAction);
  if (!input.ok) return invalid(input, body);
  const { value } = input;
  if (value.intent === 'take_seat') {
    const taken = await takeSeats(ctx, value.session, [ctx.actor.personId]);
    if (!taken.ok) return invalid(taken, body);
    return redirectWithToast(here, {
      key: taken.value[0]?.seat === 'in' ? 'learn.seat.in_toast' : 'learn.seat.waiting_toast',
    });
  }
  if (value.intent === 'start') {
    const started = await enrol(ctx, courseId, [ctx.actor.personId], null);
    if (!started.ok) return invalid(started, body);
    return redirectWithToast(here, { key: 'learn.course.enrolled_toast' });
  }
  const done =
    value.intent === 'leave_seat'
      ? await leaveSeat(ctx, value.session)
      : value.intent === 'withdraw'
        ? await withdraw(ctx, courseId)
        : await switchEdition(ctx, courseId);
  if (!done.ok) return invalid(done, body);
  if (value.intent === 'switch') return redirect(here);
  return redirectWithToast(here, {
    key: value.intent === 'leave_seat' ? 'learn.seat.left_toast' : 'learn.course.withdrawn_toast',
  });
}

export default function CourseForLearner() {
  const t = useT();
  const f = useFormat();
  const data = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={nameIn(f.locale, data.course)} back="/learn" />
      <PageBody>
        {data.course.summary && <p className="text-ink-2">{data.course.summary}</p>}
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-2">
          {data.chapters.length > 0 ? (
            <ChaptersCard data={data} />
          ) : (
            <p className="text-ink-3">{t('learn.course.none')}</p>
          )}
          <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
            <SessionsCard data={data} />
            {data.people.length > 0 && data.latest && <PeopleCard people={data.people} now={data.now} />}
          </div>
        </div>
      </PageBody>
    </>
  );
}
