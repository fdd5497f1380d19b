import { useFetcher, useRevalidator } from '@remix-run/react';
import { useEffect, useRef } from 'react';
import { useT } from '~/core/i18n';
import { Button, type ButtonProps } from '~/ui/button';
import type { Refusal } from '~/ui/form-errors';
import { RefreshCw } from '~/ui/icons';
import { useToast } from '~/ui/toast';
import type { ViewInUse } from './queries.server';

type UpdateViewProps = { view: ViewInUse; query: string } & Pick<ButtonProps, 'variant' | 'className' | 'block'>;

/** Puts the list as it stands in the place of what its view was saved with. */
export function UpdateView({ view, query, ...look }: UpdateViewProps) {
  const t = useT();
  const fetcher = useFetcher<Refusal>();
  const toast = useToast();
  const { revalidate } = useRevalidator();
  const told = useRef<unknown>();
  const refusal = fetcher.data;
  useEffect(() => {
    if (!refusal || told.current === refusal) return;
    told.current = refusal;
    toast({ text: t.any(refusal.reason === 'stale' ? 'view.stale' : `error.${refusal.reason}`), tone: 'bad' });
    revalidate();
  }, [refusal, toast, t, revalidate]);
  return (
    <fetcher.Form method="post" action={`/views/${view.id}`} className="contents">
      <input type="hidden" name="intent" value="overwrite" />
      <input type="hidden" name="version" value={view.version} />
      <input type="hidden" name="query" value={query} />
      <Button {...look} type="submit" icon={RefreshCw} loading={fetcher.state !== 'idle'}>
        {t('view.update')}
      </Button>
    </fetcher.Form>
  );
}
