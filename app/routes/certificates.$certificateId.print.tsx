import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { linkOrigin } from '~/core/env.server';
import { useFormat, useT } from '~/core/i18n';
import { nameIn } from '~/features/certification/named';
import { QrPicture } from '~/features/certification/qr-picture';
import { getCertificate } from '~/features/certification/queries/certificate.server';
import { qrPath } from '~/features/confirmations/qr.server';
import { Button, ButtonLink } from '~/ui/button';
import { Printer } from '~/ui/icons';
import { Logo } from '~/ui/shell/logo';

/** A sheet of its own, to be printed or kept as a PDF by the browser. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const certificate = await getCertificate(ctx, params.certificateId ?? '');
  const address = `${linkOrigin}/verify/${certificate.number}`;
  return { certificate, address, qr: qrPath(address), company: ctx.actor.tenantName };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.certificate.number }];

export default function CertificatePaper() {
  const t = useT();
  const f = useFormat();
  const { certificate, address, qr, company } = useLoaderData<typeof loader>();
  const { person, number, level, topLevel, issuedOn, validUntil, revokedAt } = certificate;
  const facts = [
    [t('certificate.issued_on'), f.day(issuedOn, '1970-01-01')],
    [t('certificate.valid_until'), validUntil ? f.day(validUntil, '1970-01-01') : t('certificate.for_good')],
    [t('certificate.number'), number],
  ];
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-4 bg-canvas p-4 print:bg-surface print:p-0">
      <nav className="flex w-full max-w-[820px] justify-between gap-2 print:hidden">
        <ButtonLink to={`/certificates/${certificate.id}`} variant="ghost">
          {t('common.back')}
        </ButtonLink>
        <Button icon={Printer} onClick={() => window.print()}>
          {t('certificate.print')}
        </Button>
      </nav>
      <article className="relative grid w-full max-w-[820px] justify-items-center gap-6 rounded-2xl border-4 border-double border-brand bg-surface px-8 py-12 text-center print:rounded-none">
        <div className="flex items-center gap-2 font-semibold">
          <Logo />
          {company}
        </div>
        <h1 className="text-2xl font-semibold tracking-[0.2em]">{t('certificate.paper_title')}</h1>
        <p className="text-2xl font-semibold">{person}</p>
        <p className="max-w-[520px] text-lg text-ink-2">{t('certificate.paper_text')}</p>
        <p className="text-xl font-semibold text-brand-ink">
          {nameIn(f.locale, certificate)}
          {(topLevel ?? 1) > 1 && ` · ${t('certificate.level', { n: level })}`}
        </p>
        {revokedAt && <p className="text-lg font-semibold text-bad-ink">{t('certificate.state.revoked')}</p>}
        <div className="flex w-full flex-wrap items-end justify-between gap-6 text-left">
          <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
            {facts.map(([label, value]) => (
              <div key={label} className="contents">
                <dt className="text-ink-3">{label}</dt>
                <dd className="num font-medium">{value}</dd>
              </div>
            ))}
          </dl>
          <figure className="grid justify-items-center gap-1 text-xs text-ink-3">
            <QrPicture {...qr} label={t('certificate.scan_to_verify')} />
            <figcaption className="max-w-48 break-all">{address}</figcaption>
          </figure>
        </div>
      </article>
    </main>
  );
}
