import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { checked, readBody } from '~/core/input.server';
import { mailServer } from '~/core/mail.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { badRequest, forbidden, invalid } from '~/core/refusals.server';
import { endSessions } from '~/features/access/commands/end-sessions.server';
import { resetSecondFactor } from '~/features/access/commands/reset.server';
import { sendRecovery } from '~/features/access/commands/send-recovery.server';
import { endAllInput } from '~/features/access/input';
import { factorOf } from '~/features/access/queries.server';
import { revokeTokenOf } from '~/features/api/commands.server';
import { endTokenInput } from '~/features/api/input';
import { listTokensOf } from '~/features/api/tokens.server';
import { shortAddress } from '~/features/people/devices';
import { sessionInput } from '~/features/people/input';
import { getPerson } from '~/features/people/queries/people.server';
import { leadsUnit } from '~/features/people/queries/reach.server';
import { listSessionsOf } from '~/features/people/queries/sessions.server';
import { translate } from '~/locales/translate.server';
import { FormErrors } from '~/ui/form-errors';
import { PageBody, PageHead } from '~/ui/page-head';
import { FactorCard } from './factor-card';
import { RecoveryCard } from './recovery-card';
import { SessionsCard } from './sessions-card';
import { TokensCard } from './tokens-card';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const { id, name, email, unitId } = await getPerson(ctx, params.personId ?? '');
  requirePermission(ctx.actor, 'people.manage');
  if (!(await leadsUnit(ctx, unitId))) throw forbidden('people.manage');
  const [factor, sessions, tokens] = await Promise.all([
    factorOf(ctx, id),
    listSessionsOf(ctx, id),
    listTokensOf(ctx, id),
  ]);
  return {
    person: { id, name, email },
    factor,
    sessions: sessions.map((session) => ({
      id: session.id,
      device: session.device,
      method: session.method,
      address: shortAddress(session.address),
      createdAt: session.createdAt.toISOString(),
      seenAt: session.seenAt.toISOString(),
    })),
    tokens: tokens.map((token) => ({
      ...token,
      expiresAt: token.expiresAt.toISOString(),
      lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
    })),
    isMailOff: mailServer === null,
    oneself: id === ctx.actor.personId,
    now: ctx.now.toISOString(),
    title: translate(ctx.actor.locale)('access.of', { name }),
  };
}
export type AccessData = ReturnType<typeof useLoaderData<typeof loader>>;

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const id = params.personId ?? '';
  const page = `${paths.person(id)}/access`;
  const body = await readBody(request);
  switch (body.intent) {
    case 'reset': {
      const reset = await resetSecondFactor(ctx, id);
      return reset.ok ? redirectWithToast(page, { key: 'access.factor_reset_done' }) : invalid(reset, body);
    }
    case 'send': {
      const sent = await sendRecovery(ctx, id);
      return sent.ok ? redirectWithToast(page, { key: 'access.sent' }) : invalid(sent, body);
    }
    case 'end':
    case 'end_all': {
      const ended =
        body.intent === 'end_all'
          ? await endSessions(ctx, id, null, endAllInput.parse(body))
          : await checked(body, sessionInput, (input) => endSessions(ctx, id, input.id));
      return ended.ok ? redirectWithToast(page, { key: 'session.revoked' }) : invalid(ended, body);
    }
    case 'revoke_token': {
      const ended = await checked(body, endTokenInput, ({ tokenId }) => revokeTokenOf(ctx, id, tokenId));
      return ended.ok ? redirectWithToast(page, { key: 'token.revoked' }) : invalid(ended, body);
    }
    default:
      throw badRequest();
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

/** How a person gets in, for who administers their unit. */
export default function PersonAccess() {
  const t = useT();
  const data = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { person, title } = data;
  return (
    <>
      <PageHead
        title={title}
        back={paths.person(person.id)}
        crumbs={[
          { to: '/people', label: t('person.title') },
          { to: paths.person(person.id), label: person.name },
        ]}
      />
      <PageBody narrow>
        <FormErrors refusal={answer ?? null} />
        <SessionsCard data={data} />
        <TokensCard data={data} />
        <FactorCard data={data} />
        <RecoveryCard data={data} />
      </PageBody>
    </>
  );
}
