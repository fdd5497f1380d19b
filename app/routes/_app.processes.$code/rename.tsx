import { useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { hereOf } from './here';
import type { ProcessData } from './route';

/** What the process is called, in both languages; it goes into the draft like a stage. */
export function Rename({ data }: { data: ProcessData }) {
  const t = useT();
  const { definition, draft, stage } = data;
  const labels = { name: t('process.name'), nameEn: t('process.name_en') };
  return (
    <details>
      <summary className="text-ink-2 hover:text-ink max-sm:min-h-11 max-sm:content-center">
        {t('process.rename')}
      </summary>
      <ActionForm
        key={draft?.version ?? 0}
        own
        action={hereOf(data, { stage: stage.code })}
        hidden={{ intent: 'rename', version: draft?.version ?? 0 }}
        values={{ name: definition.name, nameEn: definition.nameEn }}
        labels={labels}
        className="mt-2 !gap-2"
      >
        <Field name="name" label={labels.name} required>
          <Input maxLength={20} />
        </Field>
        <Field name="nameEn" label={labels.nameEn} required>
          <Input maxLength={40} />
        </Field>
        <div>
          <SubmitButton>{t('process.save_draft')}</SubmitButton>
        </div>
      </ActionForm>
    </details>
  );
}
