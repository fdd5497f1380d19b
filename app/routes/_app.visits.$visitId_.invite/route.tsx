import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { mailServer } from '~/core/mail.server';
import { isMailAddress } from '~/core/mail-address';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { refused } from '~/core/result';
import { inviteGuests } from '~/features/invitations/commands/invite.server';
import { inviteInput } from '~/features/invitations/input';
import { listGuests, listInvitations } from '~/features/invitations/queries.server';
import { answerOf, mayInvite } from '~/features/invitations/rules';
import { getVisit } from '~/features/visits/queries/detail.server';
import { translate } from '~/locales/translate.server';
import { Callout, Card } from '~/ui/card';
import { CircleAlert, Mail } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { InviteForm } from './invite-form';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const id = params.visitId!;
  const [{ visit, account }, guests, invited] = await Promise.all([
    getVisit(ctx, id),
    listGuests(ctx, id),
    listInvitations(ctx, id),
  ]);
  requirePermission(ctx.actor, 'visit.log', visit);
  const t = translate(ctx.actor.locale);
  const known = invited.find((one) => !one.withdrawnAt) ?? invited[0];
  return {
    visit: { id, purpose: visit.purpose, plannedAt: visit.plannedAt, plannedMinutes: visit.plannedMinutes },
    accountName: account?.name ?? null,
    isOff: mailServer === null,
    isTooLate: !mayInvite(visit, ctx.now),
    hasOwnAddress: isMailAddress(ctx.actor.email),
    guests: guests.map((one) => {
      const before = invited.find((row) => row.guestId === one.id);
      return {
        id: one.id,
        name: one.name,
        isColleague: one.isColleague,
        email: isMailAddress(one.email ?? '') ? one.email : null,
        isInvited: Boolean(before && !before.withdrawnAt),
        answer: before && !before.withdrawnAt ? answerOf(before) : null,
      };
    }),
    isAgain: invited.some((one) => !one.withdrawnAt),
    start: {
      title:
        known?.title ??
        t('invitation.default_title', { company: ctx.actor.tenantName, account: account?.name ?? '' }).slice(0, 120),
      place: known ? known.place : visit.channel === 'onsite' ? (account?.address ?? null) : null,
      locale: known?.locale ?? ('zh-CN' as const),
    },
    title: t('invitation.title'),
  };
}
export type InviteData = ReturnType<typeof useLoaderData<typeof loader>>;

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = await readInput(request, inviteInput);
  if (!input.ok) return invalid(input, input.typed);
  if (!mailServer) return invalid(refused('invitation.mail_off'), input.typed);
  const sent = await inviteGuests(ctx, params.visitId!, input.value);
  if (!sent.ok) return invalid(sent, input.typed);
  const n = sent.value.invited + sent.value.withdrawn;
  return redirectWithToast(
    paths.visit(params.visitId!),
    n ? { key: 'invitation.done', params: { n } } : { key: 'invitation.done_nothing' },
  );
}

export default function Invite() {
  const t = useT();
  const f = useFormat();
  const page = useLoaderData<typeof loader>();
  const { visit, accountName, isOff, isTooLate, hasOwnAddress, guests } = page;
  const mayAsk = !isOff && !isTooLate;
  return (
    <>
      <PageHead
        title={t('invitation.title')}
        back={paths.visit(visit.id)}
        crumbs={[{ to: paths.visit(visit.id), label: accountName ?? visit.purpose }]}
      />
      <PageBody narrow>
        <div className="grid gap-4">
          {isOff && <Callout icon={CircleAlert} title={t('invitation.mail_off')} />}
          {!isOff && isTooLate && <Callout icon={CircleAlert} title={t('invitation.too_late')} />}
          {mayAsk && guests.length === 0 && <Callout icon={Mail} title={t('invitation.no_guests')} />}
          {mayAsk && guests.length > 0 && (
            <Card>
              <p className="mb-4 text-ink-2">{t('invitation.what')}</p>
              {!hasOwnAddress && <p className="mb-4 text-warn-ink">{t('invitation.no_own_address')}</p>}
              <p className="num mb-4 font-medium">
                {f.dateTime(visit.plannedAt)} · {t('visit.minutes_n', { n: visit.plannedMinutes })}
              </p>
              <InviteForm page={page} />
            </Card>
          )}
        </div>
      </PageBody>
    </>
  );
}
