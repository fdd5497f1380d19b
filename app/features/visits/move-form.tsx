import { type FetcherWithComponents, Form } from '@remix-run/react';
import { fromLocal, localInput } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { Button, SubmitButton } from '~/ui/button';
import type { MoveChoices } from './move-choice.server';
import { moveAction } from './moves';
import { TimeFields } from './time-fields';
import { suggestStart } from './times';
import { useVisitLabels } from './use-visit-labels';

type MoveFormProps = {
  choice: MoveChoices;
  /** `YYYY-MM-DDTHH:mm`, where a time was asked for already. */
  at?: string;
  back?: string;
  fetcher?: FetcherWithComponents<unknown>;
};

/** The likely times as one press each, then any other; plain posts before JavaScript. */
export function MoveForm({ choice, at, back = '', fetcher }: MoveFormProps) {
  const t = useT();
  const f = useFormat();
  const { id, version, plannedAt, plannedMinutes, choices, now } = choice;
  const Native = fetcher ? fetcher.Form : Form;
  const hidden = { version, back, ...(fetcher && { quiet: '1' }) };
  const start = at ?? (plannedAt > now ? localInput(plannedAt) : suggestStart('plan', now));
  return (
    <div className="grid gap-4">
      <p className="text-ink-2">{t('move.now', { when: f.dateTime(plannedAt, now) })}</p>
      <Native method="post" action={moveAction(id)} className="grid gap-2">
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {choices.map((one) => (
          <Button key={one.key} type="submit" name="plannedAt" value={one.plannedAt} size="lg" block>
            <span className="flex-1 text-left">{t(`move.${one.key}`)}</span>
            <span className="num text-sm font-normal text-ink-2">
              {f.dayLong(one.plannedAt, now)} {f.time(fromLocal(one.plannedAt))}
            </span>
          </Button>
        ))}
      </Native>
      <ActionForm
        action={moveAction(id)}
        fetcher={fetcher}
        hidden={hidden}
        labels={useVisitLabels()}
        className="border-t border-line pt-4"
      >
        <TimeFields label={t('move.other')} start={start} minutes={plannedMinutes} />
        <SubmitButton className="max-sm:w-full">{t('move.save')}</SubmitButton>
      </ActionForm>
    </div>
  );
}
