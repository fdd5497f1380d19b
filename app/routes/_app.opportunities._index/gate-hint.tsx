import { useFetcher } from '@remix-run/react';
import { useEffect } from 'react';
import { useFormat, useT } from '~/core/i18n';
import { criterionWords } from '~/features/opportunities/criterion-words';
import type { CardRow } from '~/features/opportunities/list/board.server';
import type { MoveChoice } from '~/features/opportunities/missing';
import { asksFor } from '~/features/opportunities/moving';
import { stageName } from '~/features/opportunities/rules';
import { CircleCheck, Paperclip } from '~/ui/icons';
import { moveAction } from './moves';
import type { ShownStage } from './route';

export type InAir = { row: CardRow; from: ShownStage; over: ShownStage | null };

/** Hangs under a card in the air and says what the stage below it would ask for. */
export function GateHint({ air }: { air: InAir }) {
  const t = useT();
  const f = useFormat();
  const { locale } = f;
  const { data, load } = useFetcher<MoveChoice>({ key: `gate:${air.row.id}` });
  useEffect(() => load(moveAction(air.row.id)), [load, air.row.id]);
  if (!air.over) return null;
  const stage = stageName(air.over, locale);
  const missing = data?.stages.find(({ code }) => code === air.over?.code)?.missing ?? [];
  const asks = asksFor(air.from, air.over);
  const criteria = missing.map(({ rule }) => criterionWords(t, f, rule)).join(locale === 'en' ? ', ' : '、');
  const free = missing.length === 0 && !asks;
  const Icon = free ? CircleCheck : Paperclip;
  return (
    <div className="pointer-events-none absolute top-full left-0 z-10 mt-1 flex w-max max-w-72 items-start gap-1.5 rounded-md bg-float px-2.5 py-1.5 text-xs text-on-float shadow-pop dark:border dark:border-line-strong">
      <Icon className="mt-0.5 text-[13px]" />
      {missing.length > 0
        ? t('opportunity.gate_hint', { stage, criteria })
        : t(free ? 'opportunity.gate_free' : asks === 'reason' ? 'opportunity.gate_reason' : 'opportunity.gate_note', {
            stage,
          })}
    </div>
  );
}
