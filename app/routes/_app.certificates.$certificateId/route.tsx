import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { linkOrigin } from '~/core/env.server';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { invalid } from '~/core/refusals.server';
import { revokeCertificate } from '~/features/certification/commands/revoke.server';
import { revokeInput } from '~/features/certification/input';
import { nameIn } from '~/features/certification/named';
import { QrPicture } from '~/features/certification/qr-picture';
import { getCertificate } from '~/features/certification/queries/certificate.server';
import { stateOf } from '~/features/certification/rules';
import { CertificateState } from '~/features/certification/state';
import { qrPath } from '~/features/confirmations/qr.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { Fact, Facts } from '~/ui/facts';
import { Field } from '~/ui/field';
import { CircleX, Printer } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PageBody, PageHead } from '~/ui/page-head';
import { Textarea } from '~/ui/textarea';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const certificate = await getCertificate(ctx, params.certificateId ?? '');
  return {
    certificate,
    state: stateOf(certificate, today(ctx.now)),
    now: ctx.now.toISOString(),
    qr: qrPath(`${linkOrigin}/verify/${certificate.number}`),
    mayRevoke:
      !certificate.revokedAt && certificate.personId !== ctx.actor.personId && can(ctx.actor, 'certificate.manage'),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = await readInput(request, revokeInput);
  if (!input.ok) return invalid(input, input.typed);
  const id = params.certificateId ?? '';
  const done = await revokeCertificate(ctx, id, input.value.reason);
  if (!done.ok) return invalid(done, input.typed);
  return redirectWithToast(paths.certificate(id), { key: 'certificate.revoked_toast' });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.certificate.number }];

export default function CertificatePage() {
  const t = useT();
  const f = useFormat();
  const { certificate, state, qr, now, mayRevoke } = useLoaderData<typeof loader>();
  const { person, personId, number, level, topLevel, issuedBy, issuedOn, validUntil, source, revokedAt } = certificate;
  const name = nameIn(f.locale, certificate);
  return (
    <>
      <PageHead title={name} back={paths.person(personId)} crumbs={[{ to: paths.person(personId), label: person }]}>
        <ButtonLink to={`/certificates/${certificate.id}/print`} icon={Printer}>
          <span className="max-sm:sr-only">{t('certificate.print')}</span>
        </ButtonLink>
      </PageHead>
      <PageBody narrow>
        {revokedAt && (
          <Callout tone="bad" icon={CircleX} title={t('certificate.state.revoked')}>
            {t('certificate.revoked_told', {
              who: certificate.revoker ?? '',
              day: f.dateTime(revokedAt, now),
              reason: certificate.revokeReason ?? '',
            })}
          </Callout>
        )}
        <Card title={name} action={<CertificateState state={state} />}>
          <div className="flex flex-wrap items-start gap-6">
            <div className="min-w-56 flex-1">
              <Facts>
                <Fact label={t('certificate.holder')}>
                  <Link to={paths.person(personId)} className="hover:underline">
                    {person}
                  </Link>
                </Fact>
                {(topLevel ?? 1) > 1 && <Fact label={t('proof.level')}>{t('certificate.level', { n: level })}</Fact>}
                <Fact label={t('certificate.number')}>
                  <span className="num">{number}</span>
                </Fact>
                <Fact label={t('certificate.issued_on')}>{f.day(issuedOn, now)}</Fact>
                <Fact label={t('certificate.valid_until')}>
                  {validUntil ? f.day(validUntil, now) : t('certificate.for_good')}
                </Fact>
                <Fact label={t('certificate.source')}>{t(`certificate.source.${source}`)}</Fact>
                {issuedBy && <Fact label={t('certificate.issued_by')}>{issuedBy}</Fact>}
              </Facts>
            </div>
            <figure className="grid justify-items-center gap-1 text-xs text-ink-3">
              <QrPicture {...qr} label={t('certificate.scan_to_verify')} />
              <figcaption>{t('certificate.scan_to_verify')}</figcaption>
            </figure>
          </div>
        </Card>
        {mayRevoke && (
          <Card title={t('certificate.revoke')}>
            <p className="mb-3 text-ink-2">{t('certificate.revoke_hint')}</p>
            <ActionForm labels={{ reason: t('certificate.revoke_reason') }} className="grid gap-3">
              <Field name="reason" label={t('certificate.revoke_reason')} required>
                <Textarea rows={2} maxLength={300} />
              </Field>
              <div>
                <SubmitButton variant="danger">{t('certificate.revoke')}</SubmitButton>
              </div>
            </ActionForm>
          </Card>
        )}
      </PageBody>
    </>
  );
}
