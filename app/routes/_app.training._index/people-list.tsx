import clsx from 'clsx';
import { useState } from 'react';
import { useFormat, useT } from '~/core/i18n';
import { type MatrixColumn, type MatrixRow, readDetails, readLetter } from '~/features/certification/matrix';
import { nameIn } from '~/features/certification/named';
import { Avatar } from '~/ui/avatar';
import { Badge, type Tone } from '~/ui/badge';
import { Button } from '~/ui/button';
import { Link } from '~/ui/link';

const tones: Partial<Record<string, Tone>> = { expired: 'bad', expiring: 'warn', booked: 'info', learning: 'info' };

type Props = {
  rows: MatrixRow[];
  columns: MatrixColumn[];
  selected: ReadonlySet<string>;
  onSelect: (id: string) => void;
  onOpen: (id: string, code: string | null) => void;
};

/** The phone's shape: a person with what is missing, no crushed table. */
export function PeopleList({ rows, columns, selected, onSelect, onOpen }: Props) {
  const t = useT();
  const f = useFormat();
  const [most, setMost] = useState(60);
  return (
    <div className="grid gap-3">
      <ul className="grid gap-3">
        {rows.slice(0, most).map((row) => {
          const details = readDetails(row);
          const open = columns.flatMap((column, c) => {
            const standing = readLetter(row.cells[c]);
            return standing === 'valid' || standing === 'not_needed' ? [] : [{ column, standing, detail: details[c] }];
          });
          const held = [...row.cells].filter((letter) => letter === 'v' || letter === 'e').length;
          return (
            <li
              key={row.id}
              className={clsx(
                'relative rounded-2xl border bg-surface',
                selected.has(row.id) ? 'border-brand' : 'border-line',
              )}
            >
              <label className="absolute top-1.5 right-0 flex size-14 items-center justify-center">
                <input
                  type="checkbox"
                  checked={selected.has(row.id)}
                  onChange={() => onSelect(row.id)}
                  aria-label={t('matrix.select', { name: row.name })}
                  className="size-5 accent-brand"
                />
              </label>
              <Link
                to={`/training/people/${row.id}`}
                onClick={(event) => {
                  event.preventDefault();
                  onOpen(row.id, open[0]?.column.code ?? null);
                }}
                className="block p-4"
              >
                <span className="flex items-center gap-3 pr-9">
                  <Avatar name={row.name} size="md" />
                  <span className="min-w-0 flex-1">
                    <span className="block font-semibold">{row.name}</span>
                    <span className="block truncate text-xs text-ink-3">
                      {row.title ?? t.any(`role.${row.role}`)} · {row.unit}
                    </span>
                  </span>
                  <span className="num text-sm text-ink-2">{t('matrix.held_n', { n: held })}</span>
                </span>
                <span className="mt-3 flex flex-wrap gap-1.5">
                  {open.slice(0, 8).map(({ column, standing, detail }) => (
                    <Badge key={column.code} tone={tones[standing] ?? 'neutral'}>
                      {nameIn(f.locale, column)} ·{' '}
                      {standing === 'expiring'
                        ? t('matrix.days', { n: Number(detail ?? 0) })
                        : standing === 'learning'
                          ? `${detail ?? 0}%`
                          : t(`matrix.standing.${standing}`)}
                    </Badge>
                  ))}
                  {open.length > 8 && <Badge>+{open.length - 8}</Badge>}
                  {open.length === 0 && <Badge tone="ok">{t('matrix.nothing_missing')}</Badge>}
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
      {rows.length > most && (
        <Button block size="lg" onClick={() => setMost(most + 60)}>
          {t('matrix.more', { n: rows.length - most })}
        </Button>
      )}
    </div>
  );
}
