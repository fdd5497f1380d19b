import { useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field } from '~/ui/field';
import { Link } from '~/ui/link';
import { Select } from '~/ui/select';
import type { ChosenUnit } from './route';

/** Where a unit lies, and whether there is one at all. */
export function PlaceCards({ unit }: { unit: ChosenUnit }) {
  const t = useT();
  const { people, accounts, units, leads } = unit.standing;
  const asked = { id: unit.id, version: unit.version };
  const blocks = [
    people > 0 && { to: `/people?unit=${unit.id}`, text: t('unit.standing.people', { n: people }) },
    accounts > 0 && { to: `/accounts?unit=${unit.id}`, text: t('unit.standing.accounts', { n: accounts }) },
    units > 0 && { to: null, text: t('unit.standing.units', { n: units }) },
    leads > 0 && { to: '/leads?show=open', text: t('unit.standing.leads', { n: leads }) },
  ].filter((block) => block !== false);
  return (
    <>
      <Card title={t('unit.move')}>
        <ActionForm hidden={{ intent: 'move', ...asked }} values={{ parentId: unit.parentId }} own>
          <p className="text-xs text-ink-3">{t('unit.move_hint')}</p>
          <Field name="parentId" label={t('unit.parent')} required>
            <Select options={unit.places.map(({ id, name }) => ({ value: String(id), label: name }))} />
          </Field>
          <div>
            <SubmitButton variant="secondary">{t('unit.move')}</SubmitButton>
          </div>
        </ActionForm>
      </Card>
      <Card title={t('unit.close')}>
        {blocks.length > 0 ? (
          <>
            <p className="text-ink-2">{t('unit.close_blocked')}</p>
            <ul className="mt-2 grid gap-1">
              {blocks.map(({ to, text }) => (
                <li key={text}>
                  {to ? (
                    <Link
                      to={to}
                      className="text-brand-ink hover:underline max-sm:inline-flex max-sm:min-h-11 max-sm:items-center"
                    >
                      {text}
                    </Link>
                  ) : (
                    text
                  )}
                </li>
              ))}
            </ul>
          </>
        ) : (
          <ActionForm hidden={{ intent: 'close', ...asked }} own>
            <p className="text-xs text-ink-3">{t('unit.close_hint')}</p>
            <div>
              <SubmitButton variant="danger">{t('unit.close')}</SubmitButton>
            </div>
          </ActionForm>
        )}
      </Card>
    </>
  );
}
