import { useRevalidator } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { canStop, isBusy } from '~/features/imports/rules';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { RefreshCw } from '~/ui/icons';
import { Progress } from '~/ui/progress';
import type { ImportPage } from './load.server';

const everyMs = 1000;
type State = Pick<ImportPage['import_'], 'state' | 'doneRows' | 'undone'> & { total: number };

/** How far it is. Asks by itself while JavaScript runs; else the link shows the newest. */
export function ProgressCard({ import_ }: Pick<ImportPage, 'import_'>) {
  const t = useT();
  const format = useFormat();
  const { revalidate } = useRevalidator();
  const address = paths.import(import_.id);
  const [now, setNow] = useState<State>({
    state: import_.state,
    doneRows: import_.doneRows,
    undone: import_.undone,
    total: import_.rowCount ?? import_.doneRows,
  });
  useEffect(() => {
    const timer = setInterval(async () => {
      const answer = await fetch(`${address}/progress`).catch(() => null); // offline: the next round asks again
      if (!answer?.ok) return;
      const next = (await answer.json()) as State;
      setNow(next);
      if (!isBusy(next.state)) revalidate();
    }, everyMs);
    return () => clearInterval(timer);
  }, [address, revalidate]);
  const undoing = now.state === 'undoing';
  const checking = now.state === 'queued' && now.doneRows > 0;
  const done = undoing ? Math.min(now.undone, import_.created + import_.updated) : now.doneRows;
  const total = undoing ? import_.created + import_.updated : now.total;
  const text = undoing ? 'imports.progress_undone' : checking ? 'imports.progress_checked' : 'imports.progress_text';
  const title = t(undoing ? 'imports.progress_undo' : checking ? 'imports.progress_check' : 'imports.progress');
  return (
    <Card title={title} note={t('imports.in_background')}>
      <div className="grid gap-2" aria-live="polite">
        <Progress value={done} max={Math.max(total, 1)} label={t('imports.progress')} />
        <div className="flex items-center justify-between gap-3 text-ink-2">
          <span className="num">{t(text, { done: format.number(done), total: format.number(total) })}</span>
          <ButtonLink to={address} size="sm" variant="ghost" icon={RefreshCw} reloadDocument>
            {t('imports.refresh')}
          </ButtonLink>
        </div>
        {canStop(now.state) && (
          <ActionForm hidden={{ version: import_.version }}>
            <SubmitButton name="intent" value="stop" variant="secondary" className="justify-self-start">
              {t('imports.stop')}
            </SubmitButton>
          </ActionForm>
        )}
      </div>
    </Card>
  );
}
