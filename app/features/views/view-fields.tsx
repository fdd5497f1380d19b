import { useT } from '~/core/i18n';
import { Checkbox } from '~/ui/checkbox';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';

/** Name, who else sees it, and whether it stands in the side bar. */
export function ViewFields({ units }: { units: { id: number; name: string }[] }) {
  const t = useT();
  return (
    <>
      <Field name="name" label={t('view.name')} required>
        <Input maxLength={40} autoFocus />
      </Field>
      {units.length > 0 && (
        <Field name="sharedUnitId" label={t('view.shared_with')}>
          <Select
            placeholder={t('view.only_me')}
            options={units.map(({ id, name }) => ({ value: String(id), label: t('view.shared', { unit: name }) }))}
          />
        </Field>
      )}
      <Checkbox name="isPinned" label={t('view.pinned')} />
    </>
  );
}
