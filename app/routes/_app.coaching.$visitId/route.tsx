import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { readBody } from '~/core/input.server';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import type { Refused } from '~/core/result';
import { answerTalk } from '~/features/coaching/act.server';
import { readStreamFilter, streamSearch } from '~/features/coaching/filters';
import { loadTalk } from '~/features/coaching/page.server';
import { listCoachings } from '~/features/coaching/queries/coachings.server';
import { neighbours, readingOf } from '~/features/coaching/queries/stream.server';
import { TalkCard } from '~/features/coaching/talk-card';
import {
  getVisit,
  listAttendees,
  listCommitmentsOfVisit,
  listNeedsOfVisit,
} from '~/features/visits/queries/detail.server';
import { formsOf } from '~/features/visits/queries/forms.server';
import { listMovesOfVisit } from '~/features/visits/queries/moves.server';
import { hasBegun } from '~/features/visits/rules';
import { ButtonLink } from '~/ui/button';
import { FormErrors } from '~/ui/form-errors';
import { ChevronLeft, ChevronRight, MapPinCheck } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { CheckSaid } from './check-said';
import { JointCard } from './joint-card';
import { VisitSummary } from './visit-summary';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'visit.read');
  const filter = readStreamFilter(new URL(request.url).searchParams, readingOf(ctx));
  const id = params.visitId!;
  const [page, attendees, needs, moves, commitments, coachings] = await Promise.all([
    getVisit(ctx, id),
    listAttendees(ctx, id),
    listNeedsOfVisit(ctx, id),
    listMovesOfVisit(ctx, id),
    listCommitmentsOfVisit(ctx, id),
    listCoachings(ctx, id),
  ]);
  const { visit } = page;
  const [talk, beside, formOf] = await Promise.all([
    loadTalk(ctx, { kind: 'visit', ...visit }),
    neighbours(ctx, filter, visit),
    formsOf(ctx, [visit]),
  ]);
  if (!talk) throw notFound();
  const me = ctx.actor.personId;
  return {
    ...page,
    attendees,
    needs,
    moves,
    form: formOf(visit),
    commitments,
    coachings,
    talk,
    beside,
    filter,
    me,
    newId: newId(),
    now: ctx.now,
    mayReadAccount: can(ctx.actor, 'account.read'),
    mayCoach: visit.ownerId !== me && hasBegun(visit.status) && can(ctx.actor, 'visit.coach', visit),
    mayAccept:
      visit.checkNote !== null &&
      visit.checkAcceptedAt === null &&
      visit.ownerId !== me &&
      can(ctx.actor, 'visit.coach', visit),
    wasThere: attendees.some((one) => one.personId === me),
  };
}
export type ReadingData = ReturnType<typeof useLoaderData<typeof loader>>;

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const id = params.visitId!;
  const body = await readBody(request);
  return answerTalk(ctx, { kind: 'visit', id }, body, paths.coaching(id));
}

export default function ReadVisit() {
  const t = useT();
  const page = useLoaderData<typeof loader>();
  const refusal = useActionData<Refused & { typed?: Record<string, unknown> }>();
  const [params] = useSearchParams();
  const { visit, beside, filter, talk } = page;
  const search = streamSearch(filter);
  return (
    <>
      <PageHead
        title={visit.purpose}
        back={`/coaching${search}`}
        crumbs={[{ to: `/coaching${search}`, label: t('coaching.title') }]}
      >
        {beside.previous && (
          <ButtonLink to={paths.coaching(beside.previous) + search} icon={ChevronLeft} kbd="K">
            <span className="max-sm:sr-only">{t('coaching.previous')}</span>
          </ButtonLink>
        )}
        {beside.next && (
          <ButtonLink to={paths.coaching(beside.next) + search} icon={ChevronRight} kbd="J">
            <span className="max-sm:sr-only">{t('coaching.next')}</span>
          </ButtonLink>
        )}
        <ButtonLink to={paths.visit(visit.id)} icon={MapPinCheck} className="max-sm:hidden">
          {t('coaching.open_visit')}
        </ButtonLink>
      </PageHead>
      <PageBody className="items-start lg:!grid-cols-[minmax(0,1fr)_minmax(0,420px)]">
        <div className="grid gap-4">
          {refusal?.typed?.intent === 'accept' && <FormErrors refusal={refusal} />}
          <VisitSummary page={page} />
          <CheckSaid page={page} />
          <JointCard page={page} isOpen={params.get('do') === 'joint'} />
        </div>
        {params.get('do') !== 'joint' && <TalkCard talk={talk} />}
      </PageBody>
    </>
  );
}
