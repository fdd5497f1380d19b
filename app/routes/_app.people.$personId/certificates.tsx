import { useActionData, useLoaderData } from '@remix-run/react';
import { useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { Badge } from '~/ui/badge';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field, FieldRow } from '~/ui/field';
import { Plus, X } from '~/ui/icons';
import { Input } from '~/ui/input';
import { PostButton } from '~/ui/post-button';
import { Day } from '~/ui/value';
import type { loader } from './route';

/** What the person holds; an administrator of the unit enters it. */
export function Certificates() {
  const t = useT();
  const { certificates, newCertificateId, day, mayManage } = useLoaderData<typeof loader>();
  const answer = useActionData<{ typed?: { intent?: unknown } }>();
  const isRefused = answer?.typed?.intent === 'certificate';
  if (!mayManage && !certificates.length) return null;
  const labels = {
    code: t('person.certificate'),
    issuedBy: t('person.certificate_issued_by'),
    validUntil: t('person.certificate_valid_until'),
  };
  return (
    <Card title={t('person.certificates')}>
      {!certificates.length && <p className="text-ink-3">{t('person.certificates_none')}</p>}
      <ul className="divide-y divide-line">
        {certificates.map(({ id, code, issuedBy, validUntil }) => (
          <li key={id} className="flex min-h-9 flex-wrap items-center gap-2 max-sm:min-h-11">
            <span className="font-medium">{code}</span>
            <span className="min-w-0 truncate text-ink-3">{issuedBy}</span>
            <span className="ml-auto text-xs text-ink-3">
              {validUntil === null && t('person.certificate_for_good')}
              {validUntil !== null && validUntil >= day && <Day on={validUntil} />}
            </span>
            {validUntil !== null && validUntil < day && <Badge tone="bad">{t('person.certificate_ended')}</Badge>}
            {mayManage && (
              <PostButton
                size="sm"
                variant="ghost"
                icon={X}
                navigate
                fields={{ intent: 'drop_certificate', certificateId: id }}
                aria-label={t('person.certificate_drop', { code })}
              />
            )}
          </li>
        ))}
      </ul>
      {mayManage && (
        <details className="mt-2" open={isRefused || undefined}>
          <summary className="text-ink-2 hover:text-ink max-sm:min-h-11 max-sm:content-center">
            {t('person.certificate_add')}
          </summary>
          <ActionForm own hidden={{ intent: 'certificate', id: newCertificateId }} labels={labels} className="mt-2">
            <Field name="code" label={labels.code} required>
              <Input maxLength={40} />
            </Field>
            <FieldRow>
              <Field name="issuedBy" label={labels.issuedBy}>
                <Input maxLength={60} />
              </Field>
              <Field name="validUntil" label={labels.validUntil}>
                <Input type="date" />
              </Field>
            </FieldRow>
            <div>
              <SubmitButton variant="secondary" icon={Plus}>
                {t('person.certificate_add')}
              </SubmitButton>
            </div>
          </ActionForm>
        </details>
      )}
    </Card>
  );
}
