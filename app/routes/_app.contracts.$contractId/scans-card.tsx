import { useFormat, useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field } from '~/ui/field';
import { FileInput } from '~/ui/file-input';
import type { ContractShown } from './route';

/** The signed paper itself. */
export function ScansCard({ data }: { data: ContractShown }) {
  const t = useT();
  const f = useFormat();
  const { scans, mayWrite, now } = data;
  return (
    <Card title={t('contract.scans')} note={scans.length || undefined}>
      {scans.length === 0 && <p className="text-ink-3">{t('contract.no_scans')}</p>}
      <ul className="grid gap-1">
        {scans.map((scan) => (
          <li key={scan.id} className="flex items-baseline gap-3">
            <a
              href={`/files/${scan.id}`}
              target="_blank"
              rel="noreferrer"
              className="min-w-0 flex-1 truncate text-brand-ink hover:underline max-sm:py-2.5"
            >
              {scan.name}
            </a>
            <span className="text-xs text-ink-3">{f.when(scan.createdAt, now)}</span>
          </li>
        ))}
      </ul>
      {mayWrite && (
        <ActionForm
          own
          key={scans.length}
          encType="multipart/form-data"
          hidden={{ intent: 'scan' }}
          labels={{ file: t('contract.scan_file') }}
          className="mt-3 grid gap-3"
        >
          <Field name="file" label={t('contract.scan_file')} required>
            <FileInput accept="application/pdf,image/*" />
          </Field>
          <div>
            <SubmitButton variant="secondary">{t('contract.add_scan')}</SubmitButton>
          </div>
        </ActionForm>
      )}
    </Card>
  );
}
