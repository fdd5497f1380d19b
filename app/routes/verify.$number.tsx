import { data, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useFormat, useT } from '~/core/i18n';
import { nameIn } from '~/features/certification/named';
import { readNumber } from '~/features/certification/rules';
import { verifyCertificate } from '~/features/certification/verify.server';
import { VerifyForm } from '~/features/certification/verify-form';
import { ConfirmFrame } from '~/features/confirmations/confirm-frame';
import { hiddenMeta } from '~/features/confirmations/hidden-meta';
import { Fact, Facts } from '~/ui/facts';
import { CircleCheck, CircleX, Clock, LogOut, SearchX } from '~/ui/icons';

export const meta = hiddenMeta;

/** Open to all: a number tells the holder's name, what in, which level, until when, and whether it counts. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const typed = params.number ?? '';
  const found = await verifyCertificate(typed, context.ip ?? 'unknown', new Date());
  return data({ found, number: readNumber(typed) ?? typed.slice(0, 40) }, { status: found ? 200 : 404 });
}

const looks = {
  valid: { icon: CircleCheck, className: 'bg-ok-soft text-ok-ink' },
  expired: { icon: Clock, className: 'bg-bad-soft text-bad-ink' },
  revoked: { icon: CircleX, className: 'bg-bad-soft text-bad-ink' },
  left: { icon: LogOut, className: 'bg-warn-soft text-warn-ink' },
  unknown: { icon: SearchX, className: 'bg-sunken text-ink-2' },
} as const;

export default function VerifyCertificate() {
  const t = useT();
  const f = useFormat();
  const { found, number } = useLoaderData<typeof loader>();
  const state = found?.state ?? 'unknown';
  const { icon: Icon, className } = looks[state];
  return (
    <ConfirmFrame title={t('verify.title')}>
      <p role="status" className={`flex items-center gap-2 rounded-lg px-4 py-3 text-lg font-semibold ${className}`}>
        <Icon className="text-[20px]" />
        {t(`verify.${state}`)}
      </p>
      {(state === 'revoked' || state === 'left' || state === 'unknown') && (
        <p className="mt-2 text-ink-2">{t(`verify.${state}_hint`)}</p>
      )}
      <div className="my-5">
        <Facts>
          <Fact label={t('verify.number')}>
            <span className="num break-all">{number}</span>
          </Fact>
          {found && (
            <>
              <Fact label={t('certificate.holder')}>{found.person}</Fact>
              <Fact label={t('certificate.title')}>{nameIn(f.locale, found)}</Fact>
              <Fact label={t('proof.level')}>{t('certificate.level', { n: found.level })}</Fact>
              <Fact label={t('certificate.valid_until')}>
                {found.validUntil ? f.day(found.validUntil, '1970-01-01') : t('certificate.for_good')}
              </Fact>
            </>
          )}
        </Facts>
      </div>
      <VerifyForm />
    </ConfirmFrame>
  );
}
