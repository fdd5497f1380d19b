import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { moveKinds } from '~/features/visits/rules';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { ChipField } from '~/ui/chip-group';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import type { VisitData } from './route';

type Props = { page: VisitData; adding: NonNullable<VisitData['adding']> };

/** A competitor's move that came to mind after the visit was logged. */
export function AddMoveForm({ page: { visit }, adding: { id, competitors } }: Props) {
  const t = useT();
  const labels = {
    'move.competitorId': t('move.who'),
    'move.competitorName': t('move.name'),
    'move.kind': t('move.what'),
    'move.note': t('move.note'),
  };
  return (
    <ActionForm
      key={id}
      hidden={{ intent: 'add_move', 'move.id': id }}
      labels={labels}
      className="border-line px-3 pb-3 not-last:border-b max-sm:px-4 max-sm:pb-4"
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="move.competitorId" label={labels['move.competitorId']}>
          <Select
            placeholder={t('move.new_one')}
            options={competitors.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
        <Field name="move.competitorName" label={labels['move.competitorName']}>
          <Input maxLength={100} />
        </Field>
      </div>
      <ChipField
        name="move.kind"
        label={labels['move.kind']}
        required
        options={moveKinds.map((kind) => ({ value: kind, label: t(`move.kind.${kind}`) }))}
      />
      <Field name="move.note" label={labels['move.note']}>
        <Input maxLength={500} placeholder={t('move.note_hint')} />
      </Field>
      <div className="flex gap-2">
        <SubmitButton>{t('move.add')}</SubmitButton>
        <ButtonLink to={paths.visit(visit.id)} variant="ghost" preventScrollReset>
          {t('common.cancel')}
        </ButtonLink>
      </div>
    </ActionForm>
  );
}
