import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { type ClientActionFunctionArgs, useActionData, useLoaderData, useSearchParams } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { localInput, today } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { readBody } from '~/core/input.server';
import { mailServer } from '~/core/mail.server';
import { sendOrKeep } from '~/core/offline/send-or-keep';
import { paths, safeRedirect } from '~/core/paths';
import { can } from '~/core/permissions';
import { invalid } from '~/core/refusals.server';
import type { Refused } from '~/core/result';
import { listFiles } from '~/features/attachments/queries.server';
import { takesFiles } from '~/features/attachments/rules';
import { loadTalk } from '~/features/coaching/page.server';
import { TalkCard } from '~/features/coaching/talk-card';
import { mayConfirm } from '~/features/confirmations/rules';
import { listFields } from '~/features/custom-fields/queries.server';
import { listInvitations } from '~/features/invitations/queries.server';
import { mayInvite } from '~/features/invitations/rules';
import { listCompetitors } from '~/features/offerings/queries.server';
import { actOnVisit } from '~/features/visits/commands/act.server';
import { AnswerList } from '~/features/visits/forms/answer-list';
import { MoveAnswerOf } from '~/features/visits/moves';
import { keepableVisit } from '~/features/visits/offline';
import { ProposalVerbs } from '~/features/visits/proposal-verbs';
import { listClashes, saidOfLogged } from '~/features/visits/queries/clashes.server';
import {
  getVisit,
  listAttendees,
  listCommitmentsOfVisit,
  listNeedsOfVisit,
  listVisitHistory,
} from '~/features/visits/queries/detail.server';
import { findForm, formsOf } from '~/features/visits/queries/forms.server';
import { listMovesOfVisit } from '~/features/visits/queries/moves.server';
import { listColleagueOptions, visitPickers } from '~/features/visits/queries/pickers.server';
import { listOpenCommitmentsOf, listVisitsOf } from '~/features/visits/queries/related.server';
import { allows, hasBegun } from '~/features/visits/rules';
import { ButtonLink } from '~/ui/button';
import { Callout } from '~/ui/card';
import { FormErrors } from '~/ui/form-errors';
import { CalendarPlus, Pencil } from '~/ui/icons';
import { PageHead, ThreeColumns } from '~/ui/page-head';
import { AddCommitmentForm } from './add-commitment-form';
import { AddMoveForm } from './add-move-form';
import { AddNeedForm } from './add-need-form';
import { BeforeVisit } from './before-visit';
import { CancelForm } from './cancel-form';
import { CheckCard } from './check-card';
import { CompleteForm } from './complete-form';
import { InvitationsCard } from './invitations-card';
import { VisitFacts } from './visit-facts';
import { VisitState } from './visit-state';
import { VisitStory } from './visit-story';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const id = params.visitId!;
  const [page, files, invited, attendees, needs, moves, commitments, history] = await Promise.all([
    getVisit(ctx, id),
    listFiles(ctx, id),
    listInvitations(ctx, id),
    listAttendees(ctx, id),
    listNeedsOfVisit(ctx, id),
    listMovesOfVisit(ctx, id),
    listCommitmentsOfVisit(ctx, id),
    listVisitHistory(ctx, id),
  ]);
  const { visit } = page;
  const mayLog = can(ctx.actor, 'visit.log', visit);
  const doing = new URL(request.url).searchParams.get('do');
  const isAhead = visit.status === 'planned' || visit.status === 'in_progress';
  const isLogging =
    mayLog && allows(visit.status, 'complete') && (doing === 'complete' || visit.status === 'in_progress');
  const mayAdd = mayLog && hasBegun(visit.status) && !isLogging;
  const adding = mayAdd && (doing === 'need' || doing === 'move' || doing === 'commitment') ? doing : null;
  const [clashes, earlier, open, pickers, colleagues, talk, form, shownForm, competitors, fields] = await Promise.all([
    isAhead || visit.status === 'completed' ? listClashes(ctx, visit) : [],
    isAhead ? listVisitsOf(ctx, visit.accountId, 6) : [],
    isAhead ? listOpenCommitmentsOf(ctx, visit.accountId, 6) : [],
    isLogging ? visitPickers(ctx, visit.accountId) : null,
    adding === 'commitment' ? listColleagueOptions(ctx, visit.accountId) : [],
    loadTalk(ctx, { kind: 'visit', ...visit }),
    isLogging ? findForm(ctx, visit.tenantId, visit.type) : null,
    formsOf(ctx, [visit]).then((formOf) => formOf(visit)),
    adding === 'move' ? listCompetitors(ctx) : [],
    listFields(ctx, visit.tenantId, 'visits'),
  ]);
  return {
    ...page,
    fields,
    files,
    mayAttach: mayLog && takesFiles(visit.status),
    invited,
    mayInvite: mayLog && mayInvite(visit, ctx.now),
    isMailOff: mailServer === null,
    mayAskToConfirm: mayLog && mayConfirm(visit),
    clashes,
    attendees,
    talk,
    needs,
    moves,
    form: shownForm,
    commitments,
    history: history.map(({ after, ...entry }) => ({ ...entry, fields: Object.keys(after ?? {}) })),
    now: ctx.now,
    day: today(ctx.now),
    me: ctx.actor.personId,
    mayLog,
    mayExplain: visit.confidence !== null && visit.ownerId === ctx.actor.personId,
    mayAccept:
      visit.checkNote !== null &&
      visit.checkAcceptedAt === null &&
      visit.ownerId !== ctx.actor.personId &&
      can(ctx.actor, 'visit.coach', visit),
    offersJoint:
      hasBegun(visit.status) &&
      visit.ownerId !== ctx.actor.personId &&
      attendees.some((who) => who.personId === ctx.actor.personId) &&
      can(ctx.actor, 'visit.coach', visit),
    mayAdd,
    adding: adding && { what: adding, id: newId(), colleagues, competitors },
    mayChangeNeeds: can(ctx.actor, 'visit.plan'),
    mayRead: can(ctx.actor, 'account.read'),
    settle: commitments.map(({ commitment }) => can(ctx.actor, 'commitment.update', commitment)),
    earlier: earlier.filter((one) => one.id !== id && one.status === 'completed').slice(0, 3),
    open: open.map((one) => ({ ...one, maySettle: can(ctx.actor, 'commitment.update', one) })),
    logging:
      pickers && form
        ? {
            pickers,
            form,
            ids: { needs: [newId(), newId()], moves: [newId(), newId()], commitments: [newId(), newId()] },
            startedAt: localInput(visit.startedAt ?? visit.plannedAt),
            endedAt: visit.startedAt
              ? ''
              : localInput(new Date(visit.plannedAt.getTime() + visit.plannedMinutes * 60_000)),
          }
        : null,
  };
}
export type VisitData = ReturnType<typeof useLoaderData<typeof loader>>;

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const id = params.visitId!;
  const body = await readBody(request);
  const { result, done, tone, undo, logged } = await actOnVisit(ctx, id, body);
  if (!result.ok) return invalid(result, body);
  const back = typeof body.back === 'string' ? body.back : null;
  if (undo) {
    const fields = { ...undo, ...(back && { back }) };
    return redirectWithToast(safeRedirect(back, '/visits'), { key: done, undo: { action: paths.visit(id), fields } });
  }
  const said = logged ? await saidOfLogged(ctx, logged) : { key: done, tone };
  return redirectWithToast(safeRedirect(back, paths.visit(id)), said);
}

export const clientAction = ({ request, serverAction }: ClientActionFunctionArgs) =>
  sendOrKeep({ request, send: serverAction, describe: keepableVisit });

export default function VisitPage() {
  const t = useT();
  const page = useLoaderData<typeof loader>();
  const refusal = useActionData<Refused & { typed?: Record<string, unknown> }>();
  const [search] = useSearchParams();
  const { visit, account, mayLog, logging, adding } = page;
  const doing = mayLog ? search.get('do') : null;
  const isCancelling = doing === 'cancel' && allows(visit.status, 'cancel');
  const isAhead = visit.status === 'planned' || visit.status === 'in_progress';
  const form = isCancelling ? (
    <CancelForm page={page} />
  ) : logging ? (
    <CompleteForm page={page} logging={logging} />
  ) : null;
  return (
    <>
      <PageHead
        title={visit.purpose}
        back="/visits"
        crumbs={[
          { to: '/visits', label: t('visit.title') },
          ...(account ? [{ to: paths.account(account.id), label: account.name }] : []),
        ]}
      >
        {mayLog && allows(visit.status, 'edit') && (
          <ButtonLink to={`${paths.visit(visit.id)}/edit`} icon={Pencil} kbd="E">
            <span className="max-sm:sr-only">{t('common.edit')}</span>
          </ButtonLink>
        )}
      </PageHead>
      <ThreeColumns
        left={<VisitFacts page={page} />}
        right={
          <>
            {visit.isProposed && visit.status === 'planned' && (
              <Callout
                tone="brand"
                icon={CalendarPlus}
                title={t('proposal.here')}
                action={
                  mayLog && (
                    <ProposalVerbs
                      visit={{ id: visit.id, version: visit.version, accountName: account?.name ?? null }}
                      back="/today"
                    />
                  )
                }
              >
                {t('proposal.here_hint')}
              </Callout>
            )}
            <VisitState page={page} isForm={form !== null} />
            <InvitationsCard page={page} />
            <CheckCard page={page} isExplaining={search.get('do') === 'explain'} />
          </>
        }
      >
        <MoveAnswerOf id={visit.id} now={page.now} />
        {!form && !adding && refusal && <FormErrors refusal={refusal} />}
        {form}
        {isAhead ? (
          <BeforeVisit page={page} />
        ) : (
          !form && (
            <VisitStory
              page={page}
              report={<AnswerList form={page.form} answers={visit.answers} />}
              move={adding?.what === 'move' && <AddMoveForm page={page} adding={adding} />}
              need={adding?.what === 'need' && <AddNeedForm page={page} id={adding.id} />}
              commitment={adding?.what === 'commitment' && <AddCommitmentForm page={page} adding={adding} />}
            />
          )
        )}
        {page.talk && !form && !adding && <TalkCard talk={page.talk} />}
      </ThreeColumns>
    </>
  );
}
