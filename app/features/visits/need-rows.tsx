import { useT } from '~/core/i18n';
import { productLines } from '~/features/offerings/rules';
import { Button } from '~/ui/button';
import { ChipGroup } from '~/ui/chip-group';
import { Field } from '~/ui/field';
import { Plus } from '~/ui/icons';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { RowFrame } from './row-frame';
import { useRowList } from './row-list';
import { needKinds } from './rules';

/** What the customer needs, row by row. */
export function NeedRows({ ids }: { ids: string[] }) {
  const t = useT();
  const { rows, add, remove } = useRowList('needs', ids);
  return (
    <div className="grid gap-2">
      {rows.map((row) => (
        <RowFrame
          key={row.n}
          row={row}
          label={t('visit.need_n', { n: row.n + 1 })}
          onRemove={rows.length > 1 ? () => remove(row.n) : undefined}
        >
          <Field name={row.field('text')} label={t('visit.need_text')} error={row.error('text')}>
            <Input maxLength={500} placeholder={t('visit.need_hint')} defaultValue={row.start('text')} />
          </Field>
          <div className="flex flex-wrap items-center gap-2">
            <ChipGroup
              name={row.field('kind')}
              label={t('visit.need_kind')}
              options={needKinds.map((kind) => ({ value: kind, label: t(`need.kind.${kind}`) }))}
              value={row.start('kind') ?? 'explicit'}
            />
            <div className="min-w-36 flex-1">
              <Select
                name={row.field('line')}
                aria-label={t('visit.line')}
                placeholder={t('visit.any_line')}
                options={productLines.map((line) => ({ value: line, label: t(`line.${line}`) }))}
                defaultValue={row.start('line')}
              />
            </div>
          </div>
        </RowFrame>
      ))}
      <Button variant="ghost" icon={Plus} onClick={() => add()} className="w-fit noscript:hidden">
        {t('visit.add_need')}
      </Button>
    </div>
  );
}
