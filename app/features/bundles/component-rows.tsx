import { useState } from 'react';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { Button } from '~/ui/button';
import { Card } from '~/ui/card';
import { FieldError } from '~/ui/field';
import { useFormScope } from '~/ui/form-scope';
import { Plus } from '~/ui/icons';
import { Input } from '~/ui/input';
import { type Option, Select } from '~/ui/select';
import { constraintKinds, constraintReaches } from './rules';

type Row = Record<string, string | undefined>;
const asRows = (given: unknown): Row[] => (Array.isArray(given) ? (given as Row[]) : []);

const grid = 'grid items-start gap-2 sm:grid-cols-[1.5rem_minmax(0,1fr)_5rem_5rem_5rem] max-sm:grid-cols-3';

/** What lies in the bundle, and which of it goes with which. Rows left empty fall away. */
export function ComponentRows({ parts, ids }: { parts: readonly Option[]; ids: string[] }) {
  const t = useT();
  const scope = useFormScope();
  const kept = asRows(scope?.values.components);
  const rules = asRows(scope?.values.constraints);
  const [more, setMore] = useState<string[]>([]);
  const [spareRules, setSpareRules] = useState(2);
  const spare = [...ids.filter((id) => !kept.some((row) => row.id === id)), ...more];
  const rows: Row[] = [...kept, ...spare.map((id) => ({ id }))];
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const labelOf = (row: Row, at: number) => {
    const part = chosen[row.id ?? ''] ?? row.part;
    const name = parts.find(({ value }) => value === part)?.label;
    return name ? `${at + 1} · ${name}` : t('bundle.row_n', { n: at + 1 });
  };
  const components = rows.map((row, at) => ({ value: row.id ?? '', label: labelOf(row, at) }));
  const number = (at: number, name: 'least' | 'most' | 'usual', value: string | undefined) => (
    <span className="min-w-0">
      <span className="mb-1 block text-xs text-ink-3 sm:hidden" aria-hidden="true">
        {t(`bundle.${name}`)}
      </span>
      <Input
        name={`components.${at}.${name}`}
        defaultValue={value}
        inputMode="numeric"
        maxLength={4}
        className="num text-right"
        aria-label={`${t(`bundle.${name}`)} ${at + 1}`}
      />
      <Wrong name={`components.${at}.${name}`} />
    </span>
  );
  return (
    <>
      <Card title={t('bundle.components')} note={t('bundle.components_hint')}>
        <div className={`${grid} pb-1 text-xs text-ink-3 max-sm:hidden`}>
          <span />
          <span>{t('bundle.part')}</span>
          <span className="text-right">{t('bundle.least')}</span>
          <span className="text-right">{t('bundle.usual')}</span>
          <span className="text-right">{t('bundle.most')}</span>
        </div>
        <ul className="grid gap-2 max-sm:gap-4">
          {rows.map((row, at) => (
            <li key={row.id} className={grid}>
              <input type="hidden" name={`components.${at}.id`} value={row.id ?? ''} />
              <span className="num pt-1.5 text-right text-ink-3 max-sm:hidden">{at + 1}</span>
              <span className="min-w-0 max-sm:col-span-3">
                <Select
                  name={`components.${at}.part`}
                  defaultValue={row.part ?? ''}
                  placeholder="—"
                  options={parts}
                  aria-label={t('bundle.component_n', { n: at + 1 })}
                  onChange={(event) => setChosen({ ...chosen, [row.id ?? '']: event.currentTarget.value })}
                />
                <Wrong name={`components.${at}.part`} />
              </span>
              {number(at, 'least', row.least ?? (row.part ? undefined : '1'))}
              {number(at, 'usual', row.usual ?? (row.part ? undefined : '1'))}
              {number(at, 'most', row.most ?? (row.part ? undefined : '1'))}
            </li>
          ))}
        </ul>
        <div className="pt-2">
          <Button type="button" variant="ghost" icon={Plus} onClick={() => setMore([...more, newId()])}>
            {t('bundle.component_more')}
          </Button>
        </div>
      </Card>
      <Card title={t('bundle.constraints')} note={t('bundle.constraints_hint')}>
        <ul className="grid gap-2 max-sm:gap-4">
          {[...rules, ...Array.from({ length: spareRules }, (): Row => ({}))].map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is what a row is known by
            <li key={at} className="grid gap-2 sm:grid-cols-[minmax(0,1fr)_7rem_minmax(0,1fr)_9rem]">
              <Select
                name={`constraints.${at}.componentId`}
                defaultValue={row.componentId ?? ''}
                placeholder="—"
                options={components}
                aria-label={`${t('bundle.constraint_one')} ${at + 1}`}
              />
              <Select
                name={`constraints.${at}.kind`}
                defaultValue={row.kind ?? 'requires'}
                options={constraintKinds.map((kind) => ({ value: kind, label: t(`bundle.kind.${kind}`) }))}
                aria-label={`${t('bundle.constraint_kind')} ${at + 1}`}
              />
              <span className="min-w-0">
                <Select
                  name={`constraints.${at}.otherId`}
                  defaultValue={row.otherId ?? ''}
                  placeholder="—"
                  options={components}
                  aria-label={`${t('bundle.constraint_other')} ${at + 1}`}
                />
                <Wrong name={`constraints.${at}.otherId`} />
              </span>
              <Select
                name={`constraints.${at}.reach`}
                defaultValue={row.reach ?? 'site'}
                options={constraintReaches.map((reach) => ({
                  value: reach,
                  label: t(`bundle.constraint_at.${reach}`),
                }))}
                aria-label={`${t('bundle.constraint_reach')} ${at + 1}`}
              />
            </li>
          ))}
        </ul>
        <div className="pt-2">
          <Button type="button" variant="ghost" icon={Plus} onClick={() => setSpareRules(spareRules + 1)}>
            {t('bundle.constraint_more')}
          </Button>
        </div>
      </Card>
    </>
  );
}

export function Wrong({ name }: { name: string }) {
  const message = useFormScope()?.errors[name];
  return message ? <FieldError message={message} /> : null;
}
