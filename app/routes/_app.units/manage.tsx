import { useFormat, useT } from '~/core/i18n';
import { isCompanyTop, kindsBelow } from '~/features/people/rules';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field } from '~/ui/field';
import { Pencil, Plus, UsersRound } from '~/ui/icons';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { PlaceCards } from './place';
import type { ChosenUnit } from './route';

/** What may be done with the unit that was chosen in the tree. */
export function Manage({ unit }: { unit: ChosenUnit }) {
  const t = useT();
  const format = useFormat();
  const kinds = kindsBelow[unit.kind].filter((kind) => kind !== 'province');
  const asked = { id: unit.id, version: unit.version };
  return (
    <div className="grid content-start gap-4 max-lg:order-first">
      <Card
        title={unit.name}
        note={
          unit.closedAt ? t('unit.closed_since', { day: format.dateTime(unit.closedAt) }) : t(`unit.kind.${unit.kind}`)
        }
        action={
          <ButtonLink size="sm" to={`/people?unit=${unit.id}`} icon={UsersRound}>
            {t('unit.people')}
          </ButtonLink>
        }
      >
        {unit.closedAt ? (
          <ActionForm hidden={{ intent: 'reopen', ...asked }} own>
            <div>
              <SubmitButton variant="secondary">{t('unit.reopen')}</SubmitButton>
            </div>
          </ActionForm>
        ) : (
          <ActionForm hidden={{ intent: 'rename', ...asked }} values={{ name: unit.name }} own>
            <Field name="name" label={t('unit.name')} required>
              <Input maxLength={80} />
            </Field>
            <div>
              <SubmitButton variant="secondary" icon={Pencil}>
                {t('unit.rename')}
              </SubmitButton>
            </div>
          </ActionForm>
        )}
      </Card>
      {!unit.closedAt && kinds.length > 0 && (
        <Card title={t('unit.add')}>
          <ActionForm hidden={{ intent: 'add', parentId: unit.id }} values={{ kind: kinds[0] }} own>
            <Field name="name" label={t('unit.name')} required>
              <Input maxLength={80} defaultValue="" />
            </Field>
            <Field name="kind" label={t('unit.kind')} required>
              <Select options={kinds.map((kind) => ({ value: kind, label: t(`unit.kind.${kind}`) }))} />
            </Field>
            <div>
              <SubmitButton icon={Plus}>{t('unit.add')}</SubmitButton>
            </div>
          </ActionForm>
        </Card>
      )}
      {!unit.closedAt && !isCompanyTop(unit.kind) && <PlaceCards unit={unit} />}
    </div>
  );
}
