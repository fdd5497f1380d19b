import { useT } from '~/core/i18n';
import { Button } from '~/ui/button';
import { ChipGroup } from '~/ui/chip-group';
import { Field, FieldError } from '~/ui/field';
import { useFormScope } from '~/ui/form-scope';
import { Plus } from '~/ui/icons';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import type { VisitPickers } from './pickers';
import { RowFrame } from './row-frame';
import { useRowList } from './row-list';
import { moveKinds } from './rules';

const offered = 6;

type MoveRowsProps = { ids: string[]; competitors: VisitPickers['competitors'] };

/** What competitors do here: one press names who, the next one what. */
export function MoveRows({ ids, competitors }: MoveRowsProps) {
  const t = useT();
  const scope = useFormScope();
  const { rows, add, remove } = useRowList('moves', ids, true);
  const missed = rows.every((row) => row.isWaiting) ? scope?.errors['moves.0.competitorName'] : undefined;
  const names = new Map(competitors.map(({ id, name }) => [id, name]));
  return (
    <div className="grid gap-2">
      <fieldset className="flex min-w-0 flex-wrap gap-1.5 max-sm:gap-2 noscript:hidden">
        <legend className="sr-only">{t('move.who')}</legend>
        {competitors.slice(0, offered).map(({ id, name }) => (
          <Button key={id} icon={Plus} onClick={() => add({ competitorId: id })} className="!rounded-full">
            {name}
          </Button>
        ))}
        <Button icon={Plus} variant="ghost" onClick={() => add({ competitorName: '' })} className="!rounded-full">
          {t('move.another')}
        </Button>
      </fieldset>
      {missed && <FieldError message={missed} />}
      {rows.map((row) => {
        const who = names.get(row.start('competitorId') ?? '');
        return (
          <RowFrame
            key={row.n}
            row={row}
            label={who ? t('move.of', { name: who }) : t('move.n', { n: row.n + 1 })}
            onRemove={() => remove(row.n)}
          >
            {who && !row.isWaiting ? (
              <p className="pr-8 font-medium">
                {who}
                <input type="hidden" name={row.field('competitorId')} value={row.start('competitorId')} />
              </p>
            ) : (
              <div className="grid gap-2.5 pr-8 sm:grid-cols-2">
                <Field name={row.field('competitorId')} label={t('move.who')} error={row.error('competitorId')}>
                  <Select
                    placeholder={t('move.new_one')}
                    options={competitors.map(({ id, name }) => ({ value: id, label: name }))}
                    defaultValue={row.start('competitorId')}
                  />
                </Field>
                <Field name={row.field('competitorName')} label={t('move.name')} error={row.error('competitorName')}>
                  <Input maxLength={100} defaultValue={row.start('competitorName')} />
                </Field>
              </div>
            )}
            <div>
              <ChipGroup
                name={row.field('kind')}
                label={t('move.what')}
                options={moveKinds.map((kind) => ({ value: kind, label: t(`move.kind.${kind}`) }))}
                value={row.start('kind') ?? ''}
              />
              {row.error('kind') && <FieldError message={row.error('kind')!} />}
            </div>
            <Field
              name={row.field('note')}
              label={<span className="sr-only">{t('move.note')}</span>}
              error={row.error('note')}
            >
              <Input maxLength={500} placeholder={t('move.note_hint')} defaultValue={row.start('note')} />
            </Field>
          </RowFrame>
        );
      })}
    </div>
  );
}
