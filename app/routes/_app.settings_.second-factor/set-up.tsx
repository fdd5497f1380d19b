import { useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import type { FactorData } from './route';

/** Scan or type the secret, then prove it with a first code. */
export function SetUp({ begun: { secret, qr } }: { begun: NonNullable<FactorData['begun']> }) {
  const t = useT();
  return (
    <Card title={t('access.scan')}>
      <p className="mb-3 text-ink-2">{t('access.scan_hint')}</p>
      <div className="mb-4 flex flex-wrap items-center gap-5">
        <svg
          role="img"
          aria-label={t('access.scan')}
          viewBox={`-4 -4 ${qr.side + 8} ${qr.side + 8}`}
          shapeRendering="crispEdges"
          className="size-48 shrink-0 rounded-lg border border-line bg-white"
        >
          <path d={qr.path} fill="#000" />
        </svg>
        <div className="min-w-0 flex-1 basis-48">
          <p className="text-xs text-ink-3">{t('access.secret')}</p>
          <output className="num block text-base font-semibold tracking-wide break-words select-all">{secret}</output>
        </div>
      </div>
      <ActionForm hidden={{ intent: 'confirm' }} labels={{ code: t('access.code') }}>
        <Field name="code" label={t('access.code')} hint={t('access.first_code_hint')} required className="max-w-60">
          <Input autoComplete="one-time-code" inputMode="numeric" className="num tracking-widest" />
        </Field>
        <div>
          <SubmitButton>{t('access.factor_confirm')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  );
}
