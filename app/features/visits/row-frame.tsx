import clsx from 'clsx';
import type { ReactNode } from 'react';
import { useT } from '~/core/i18n';
import { IconButton } from '~/ui/button';
import { X } from '~/ui/icons';
import type { FormRow } from './row-list';
import { Unregistered } from './unregistered';

type RowFrameProps = { row: FormRow; label: string; onRemove?: () => void; children: ReactNode };

/** One row of a repeated group, in a frame that can be taken away. */
export function RowFrame({ row, label, onRemove, children }: RowFrameProps) {
  const t = useT();
  return (
    <fieldset
      className={clsx(
        'relative min-w-0 gap-2.5 rounded-lg border border-line bg-sunken/50 p-3 max-sm:rounded-xl',
        row.isWaiting ? 'hidden noscript:grid' : 'grid',
      )}
    >
      <legend className="sr-only">{label}</legend>
      <input type="hidden" name={row.field('id')} value={row.id} />
      <Unregistered>{children}</Unregistered>
      {onRemove && (
        <IconButton
          icon={X}
          size="sm"
          label={t('visit.remove_row', { n: row.n + 1 })}
          onClick={onRemove}
          className="!absolute top-1 right-1 noscript:hidden"
        />
      )}
    </fieldset>
  );
}
