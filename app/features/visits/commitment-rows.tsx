import { useT } from '~/core/i18n';
import { Button } from '~/ui/button';
import { ChipGroup } from '~/ui/chip-group';
import { Field } from '~/ui/field';
import { Plus } from '~/ui/icons';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { DueDay } from './due-day';
import type { VisitPickers } from './pickers';
import { RowFrame } from './row-frame';
import { useRowList } from './row-list';
import { commitmentSides } from './rules';

type CommitmentRowsProps = { ids: string[]; colleagues: VisitPickers['colleagues']; me: string; today: string };

/** What was promised, by whom, until when; row by row. */
export function CommitmentRows({ ids, colleagues, me, today }: CommitmentRowsProps) {
  const t = useT();
  const { rows, add, remove } = useRowList('commitments', ids);
  const owners = colleagues.map(({ id, name }) => ({ value: id, label: id === me ? t('visit.owner_me') : name }));
  return (
    <div className="grid gap-2">
      {rows.map((row) => (
        <RowFrame
          key={row.n}
          row={row}
          label={t('visit.commitment_n', { n: row.n + 1 })}
          onRemove={rows.length > 1 ? () => remove(row.n) : undefined}
        >
          <Field name={row.field('text')} label={t('visit.commitment_text')} error={row.error('text')}>
            <Input maxLength={500} placeholder={t('visit.commitment_hint')} defaultValue={row.start('text')} />
          </Field>
          <Field name={row.field('dueOn')} label={t('visit.due')} error={row.error('dueOn')}>
            <DueDay from={today} defaultValue={row.start('dueOn')} />
          </Field>
          <div className="flex flex-wrap items-center gap-2">
            <ChipGroup
              name={row.field('side')}
              label={t('visit.side')}
              options={commitmentSides.map((side) => ({ value: side, label: t(`commitment.side.${side}`) }))}
              value={row.start('side') ?? 'ours'}
            />
            <Field
              name={row.field('ownerId')}
              label={<span className="sr-only">{t('visit.owner')}</span>}
              error={row.error('ownerId')}
              className="min-w-36 flex-1"
            >
              <Select options={owners} defaultValue={row.start('ownerId') ?? me} />
            </Field>
          </div>
        </RowFrame>
      ))}
      <Button variant="ghost" icon={Plus} onClick={() => add()} className="w-fit noscript:hidden">
        {t('visit.add_commitment')}
      </Button>
    </div>
  );
}
