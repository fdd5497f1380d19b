import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { productLines } from '~/features/offerings/rules';
import { needInput } from '~/features/visits/input';
import { needKinds } from '~/features/visits/rules';
import { Unregistered } from '~/features/visits/unregistered';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { ChipField } from '~/ui/chip-group';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { useZodForm } from '~/ui/use-zod-form';
import type { VisitData } from './route';

/** A need that came to mind after the visit was logged. */
export function AddNeedForm({ page: { visit }, id }: { page: VisitData; id: string }) {
  const t = useT();
  const form = useZodForm(needInput, { values: { kind: 'explicit' } });
  return (
    <ActionForm
      key={id}
      form={form}
      hidden={{ intent: 'add_need', id, visitId: visit.id }}
      labels={{ text: t('visit.need_text') }}
      className="border-line px-3 pb-3 not-last:border-b max-sm:px-4 max-sm:pb-4"
    >
      <Field name="text" label={t('visit.need_text')} required>
        <Input maxLength={500} placeholder={t('visit.need_hint')} autoFocus />
      </Field>
      <Unregistered>
        <ChipField
          name="kind"
          label={t('visit.need_kind')}
          required
          options={needKinds.map((kind) => ({ value: kind, label: t(`need.kind.${kind}`) }))}
        />
      </Unregistered>
      <Field name="line" label={t('visit.line')}>
        <Select
          placeholder={t('visit.any_line')}
          options={productLines.map((line) => ({ value: line, label: t(`line.${line}`) }))}
        />
      </Field>
      <div className="flex gap-2">
        <SubmitButton>{t('visit.add_need')}</SubmitButton>
        <ButtonLink to={paths.visit(visit.id)} variant="ghost" preventScrollReset>
          {t('common.cancel')}
        </ButtonLink>
      </div>
    </ActionForm>
  );
}
