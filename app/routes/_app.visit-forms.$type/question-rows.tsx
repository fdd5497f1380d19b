import clsx from 'clsx';
import { useRef, useState } from 'react';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { mostQuestions, type Question, questionKinds } from '~/features/visits/forms/rules';
import { Button, IconButton } from '~/ui/button';
import { Checkbox } from '~/ui/checkbox';
import { Field } from '~/ui/field';
import { useFormScope } from '~/ui/form-scope';
import { ArrowDown, ArrowUp, Plus, Trash2 } from '~/ui/icons';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { Textarea } from '~/ui/textarea';

type Row = { n: number; start: Record<string, unknown>; isWaiting: boolean };
type Props = { questions: Question[]; typed: unknown };

const isTree = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const spare = 2;

/** The questions, one a frame. Without script an order is typed as numbers, and an emptied question goes. */
export function QuestionRows({ questions, typed }: Props) {
  const t = useT();
  const [rows, setRows] = useState<Row[]>(() => {
    const given: Record<string, unknown>[] = Array.isArray(typed) ? typed.filter(isTree) : questions;
    const blank = Array.from({ length: Array.isArray(typed) ? 0 : spare }, () => ({}));
    const all = [...given, ...blank].map((start: Record<string, unknown>, n) => ({
      n,
      start,
      isWaiting: !start.label && !start.hint,
    }));
    return Array.isArray(typed) ? all.sort((a, b) => Number(a.start.position) - Number(b.start.position)) : all;
  });
  const [said, setSaid] = useState('');
  const numbers = rows.map((row) => row.n).sort((a, b) => a - b);
  const list = useRef<HTMLDivElement>(null);
  const shown = rows.filter((row) => !row.isWaiting);
  const move = (from: number, by: 1 | -1) => {
    const row = shown[from];
    const next = shown.filter((one) => one !== row);
    if (!row || from + by < 0 || from + by > next.length) return;
    next.splice(from + by, 0, row);
    setRows([...next, ...rows.filter((one) => one.isWaiting)]);
    setSaid(t('visit_form.moved', { n: from + by + 1 }));
    // the button pressed goes along with its question, or its neighbour at the end of the list
    requestAnimationFrame(() => {
      const at = list.current?.querySelector(`[data-row="${row.n}"]`);
      const button = at?.querySelector<HTMLElement>(`[data-move="${by}"]:not(:disabled)`);
      (button ?? at?.querySelector<HTMLElement>('[data-move]:not(:disabled)'))?.focus();
    });
  };
  const add = () => {
    const n = Math.max(-1, ...rows.map((row) => row.n)) + 1;
    setRows([...rows, { n, start: { key: `q_${newId().slice(-8)}` }, isWaiting: false }]);
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-row="${n}"] input[maxlength]`)?.focus(),
    );
  };
  return (
    <div ref={list} className="grid gap-3">
      <p className="hidden text-xs text-ink-3 noscript:block">{t('visit_form.clear_to_remove')}</p>
      {[...shown, ...rows.filter((row) => row.isWaiting)].map((row, i) => (
        <div key={row.n} data-row={row.n} className={clsx(row.isWaiting && 'hidden noscript:block')}>
          <QuestionRow
            row={row}
            place={i}
            sentAs={numbers.indexOf(row.n)}
            last={shown.length - 1}
            onMove={(by) => move(i, by)}
            onRemove={() => setRows(rows.filter((one) => one !== row))}
          />
        </div>
      ))}
      <p role="status" className="sr-only">
        {said}
      </p>
      {shown.length < mostQuestions && (
        <Button icon={Plus} onClick={add} className="w-fit noscript:hidden">
          {t('visit_form.add_question')}
        </Button>
      )}
    </div>
  );
}

type RowProps = {
  row: Row;
  place: number;
  sentAs: number;
  last: number;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
};

function QuestionRow({ row, place, sentAs, last, onMove, onRemove }: RowProps) {
  const t = useT();
  const scope = useFormScope();
  const name = (field: string) => `questions[${row.n}].${field}`;
  // the server names what is wrong by the place of the row among those it was sent
  const error = (field: string) => scope?.errors[`questions.${sentAs}.${field}`];
  const text = (field: string) => (typeof row.start[field] === 'string' ? String(row.start[field]) : undefined);
  const options = row.start.options;
  return (
    <fieldset className="group/question grid min-w-0 gap-3 rounded-lg border border-line bg-sunken/50 p-3 max-sm:rounded-xl">
      <legend className="sr-only">{t('visit_form.question_n', { n: place + 1 })}</legend>
      <input type="hidden" name={name('key')} value={text('key') ?? ''} />
      <div className="flex items-center gap-1">
        <span className="num mr-auto text-xs text-ink-3">{t('visit_form.question_n', { n: place + 1 })}</span>
        <span className="flex gap-1 noscript:hidden">
          <IconButton
            icon={ArrowUp}
            size="sm"
            data-move={-1}
            label={t('visit_form.up', { n: place + 1 })}
            disabled={place === 0}
            onClick={() => onMove(-1)}
          />
          <IconButton
            icon={ArrowDown}
            size="sm"
            data-move={1}
            label={t('visit_form.down', { n: place + 1 })}
            disabled={place >= last}
            onClick={() => onMove(1)}
          />
          <IconButton icon={Trash2} size="sm" label={t('visit_form.remove', { n: place + 1 })} onClick={onRemove} />
        </span>
        <label className="hidden items-center gap-2 text-xs text-ink-2 noscript:flex">
          {t('visit_form.position')}
          <input
            key={place}
            type="number"
            name={name('position')}
            defaultValue={place + 1}
            min={0}
            max={99}
            className="control num !w-16"
          />
        </label>
      </div>
      <div className="grid gap-3 sm:grid-cols-[1fr_11rem]">
        <Field name={name('label')} label={t('visit_form.label')} error={error('label')}>
          <Input maxLength={100} placeholder={t('visit_form.label_hint')} defaultValue={text('label')} />
        </Field>
        <Field name={name('kind')} label={t('visit_form.kind')} error={error('kind')}>
          <Select
            options={questionKinds.map((kind) => ({ value: kind, label: t(`visit_form.kind.${kind}`) }))}
            defaultValue={text('kind') ?? 'short'}
          />
        </Field>
      </div>
      <div className="hidden group-has-[option[value=one]:checked]/question:block group-has-[option[value=several]:checked]/question:block">
        <Field name={name('options')} label={t('visit_form.options')} error={error('options')}>
          <Textarea rows={3} defaultValue={Array.isArray(options) ? options.join('\n') : text('options')} />
        </Field>
      </div>
      <Field name={name('hint')} label={t('visit_form.question_hint')} error={error('hint')}>
        <Input maxLength={200} defaultValue={text('hint')} />
      </Field>
      <Checkbox
        name={name('isRequired')}
        label={t('visit_form.required')}
        defaultChecked={row.start.isRequired === true || row.start.isRequired === 'on'}
      />
    </fieldset>
  );
}
