import { Form, useSubmit } from '@remix-run/react';
import { useT } from '~/core/i18n';
import type { StreamFilter } from '~/features/coaching/rules';
import { Button } from '~/ui/button';
import { useHydrated } from '~/ui/hydrated';
import { Select } from '~/ui/select';

type PersonFilterProps = { people: { id: string; name: string }[]; filter: StreamFilter };

export function PersonFilter({ people, filter }: PersonFilterProps) {
  const t = useT();
  const submit = useSubmit();
  const hydrated = useHydrated();
  return (
    <Form method="get" className="flex items-center gap-2" onChange={(event) => submit(event.currentTarget)}>
      {filter.show !== 'all' && <input type="hidden" name="show" value={filter.show} />}
      <span className="w-56 max-sm:w-full">
        <Select
          key={filter.personId}
          name="person"
          aria-label={t('coaching.by_person')}
          defaultValue={filter.personId ?? ''}
          placeholder={t('coaching.everyone')}
          options={people.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </span>
      {!hydrated && <Button type="submit">{t('coaching.filter')}</Button>}
    </Form>
  );
}
