import { useRevalidator } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useT } from '~/core/i18n';
import { Button } from './button';
import { CloudAlert } from './icons';

/** A part of a page that did not arrive. */
export function ErrorPanel({ retry = true, children }: { retry?: boolean; children?: ReactNode }) {
  const t = useT();
  const revalidator = useRevalidator();
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-3 rounded-[10px] border border-line bg-surface p-4 text-ink-2"
    >
      <CloudAlert className="text-[20px] text-bad" />
      <span className="min-w-0 flex-1">{children ?? t('common.load_failed')}</span>
      {retry && (
        <Button loading={revalidator.state !== 'idle'} onClick={() => revalidator.revalidate()}>
          {t('common.retry')}
        </Button>
      )}
    </div>
  );
}
