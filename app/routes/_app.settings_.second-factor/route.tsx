import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { checked, readBody } from '~/core/input.server';
import { paths } from '~/core/paths';
import { badRequest, invalid } from '~/core/refusals.server';
import { forgetActor } from '~/core/session.server';
import {
  beginSecondFactor,
  confirmSecondFactor,
  dropSecondFactor,
  renewRecoveryCodes,
} from '~/features/access/commands/second-factor.server';
import { codeInput } from '~/features/access/input';
import { factorOf, findOwnFactor } from '~/features/access/queries.server';
import { showRecoveryCode, showSecret } from '~/features/access/rules';
import { unseal } from '~/features/access/seal.server';
import { authenticatorAddress } from '~/features/access/totp.server';
import { qrPath } from '~/features/confirmations/qr.server';
import { translate } from '~/locales/translate.server';
import { Button } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { ShieldCheck } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { Codes } from './codes';
import { Manage } from './manage';
import { SetUp } from './set-up';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const { actor } = ctx;
  const [own, factor] = await Promise.all([findOwnFactor(ctx), factorOf(ctx, actor.personId)]);
  const secret = own && !own.confirmedAt ? unseal(own.sealed, actor.personId) : null;
  const t = translate(actor.locale);
  return {
    title: t('access.factor'),
    factor,
    isDemanded: actor.mustSetUp ?? false,
    begun:
      secret === null
        ? null
        : {
            secret: showSecret(secret),
            qr: qrPath(authenticatorAddress(secret, actor.email, t('common.product'))),
          },
    now: ctx.now.toISOString(),
  };
}
export type FactorData = ReturnType<typeof useLoaderData<typeof loader>>;

export async function action({ request, context }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const body = await readBody(request);
  const address = context.ip ?? 'unknown';
  switch (body.intent) {
    case 'begin': {
      const begun = await beginSecondFactor(ctx);
      return begun.ok ? redirect(paths.secondFactor) : invalid(begun, body);
    }
    case 'confirm':
    case 'renew': {
      const command = body.intent === 'confirm' ? confirmSecondFactor : renewRecoveryCodes;
      const made = await checked(body, codeInput, ({ code }) => command(ctx, { code, address }));
      if (!made.ok) return invalid(made, { intent: body.intent });
      await forgetActor(request);
      return { ok: true as const, codes: made.value.codes.map(showRecoveryCode) };
    }
    case 'drop': {
      const dropped = await checked(body, codeInput, ({ code }) => dropSecondFactor(ctx, { code, address }));
      if (!dropped.ok) return invalid(dropped, { intent: body.intent });
      await forgetActor(request);
      return redirectWithToast(paths.secondFactor, { key: 'access.factor_dropped' });
    }
    default:
      throw badRequest();
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function SecondFactor() {
  const t = useT();
  const data = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const codes = answer?.ok ? answer.codes : null;
  const { factor, begun, isDemanded } = data;
  return (
    <>
      <PageHead title={t('access.factor')} back="/settings" />
      <PageBody narrow>
        {isDemanded && !factor.since && (
          <Callout tone="warn" icon={ShieldCheck} title={t('access.demanded')}>
            {t('access.demanded_hint')}
          </Callout>
        )}
        {codes && <Codes codes={codes} />}
        {factor.since ? (
          <Manage data={data} />
        ) : begun ? (
          <SetUp begun={begun} />
        ) : (
          <Card>
            <p className="mb-4 text-ink-2">{t('access.factor_hint')}</p>
            <form method="post">
              <Button type="submit" name="intent" value="begin" variant="primary" icon={ShieldCheck}>
                {t('access.factor_begin')}
              </Button>
            </form>
          </Card>
        )}
      </PageBody>
    </>
  );
}
