import { Form, useActionData } from '@remix-run/react';
import { useFormat, useT } from '~/core/i18n';
import type { Refused } from '~/core/result';
import { lifecycles } from '~/features/offerings/rules';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Fact, Facts } from '~/ui/facts';
import { FormErrors } from '~/ui/form-errors';
import { CircleCheck, CircleX } from '~/ui/icons';
import { StagePath } from '~/ui/stage-path';
import { Day } from '~/ui/value';
import type { OfferingData } from './route';

/** How far it has come, who moved it there, and what the next step asks for. */
export function LifeCard({ data }: { data: OfferingData }) {
  const t = useT();
  const f = useFormat();
  const refusal = useActionData<Refused>();
  const { offering, steps, moves, mayManage } = data;
  const at = lifecycles.indexOf(offering.lifecycle);
  const word = (from: string, to: (typeof lifecycles)[number]) =>
    from === 'retiring' && to === 'launched' ? t('offering.move_back') : t(`offering.move_to.${to}`);
  return (
    <Card title={t('offering.path')}>
      <StagePath
        label={t('offering.path')}
        stages={lifecycles.map((one, n) => ({
          id: one,
          label: t(`lifecycle.${one}`),
          state: n < at ? 'done' : n === at ? 'current' : 'todo',
        }))}
      />
      {mayManage &&
        steps.map(({ to, needs }, n) => (
          <Form method="post" key={to} className="mt-3 rounded-lg bg-sunken p-3">
            {n === 0 && refusal && <FormErrors refusal={refusal} />}
            <input type="hidden" name="to" value={to} />
            <input type="hidden" name="version" value={offering.version} />
            {needs.length > 0 && <p className="mb-1.5 text-xs text-ink-3">{t('offering.needs')}</p>}
            <ul className={needs.length > 0 ? 'mb-2 grid gap-1' : undefined}>
              {needs.map(({ need, isMet }) => (
                <li key={need} className="flex items-center gap-2">
                  {isMet ? <CircleCheck className="text-ok-ink" /> : <CircleX className="text-bad-ink" />}
                  <span>
                    {t(`offering.need.${need}`)}
                    <span className={isMet ? 'sr-only' : 'ml-2 text-xs text-bad-ink'}>
                      {t(isMet ? 'offering.need_met' : 'offering.need_missing')}
                    </span>
                  </span>
                </li>
              ))}
            </ul>
            <SubmitButton variant={n === 0 ? 'primary' : 'secondary'}>{word(offering.lifecycle, to)}</SubmitButton>
          </Form>
        ))}
      <div className="mt-3" />
      <Facts>
        {offering.designNote && <Fact label={t('offering.design_note')}>{offering.designNote}</Fact>}
        {offering.demoOn && (
          <Fact label={t('offering.demo_on')}>
            <Day on={offering.demoOn} /> {offering.demoNote}
          </Fact>
        )}
        {offering.trainingCourse && <Fact label={t('offering.training_course')}>{offering.trainingCourse}</Fact>}
      </Facts>
      {moves.length > 0 && (
        <>
          <h3 className="mt-4 mb-1 text-xs text-ink-3">{t('offering.history')}</h3>
          <ol className="grid gap-1">
            {moves.map((move) => (
              <li key={move.id} className="flex flex-wrap gap-x-2">
                <span>
                  {t(`lifecycle.${move.from}`)} → {t(`lifecycle.${move.to}`)}
                </span>
                <span className="text-ink-3">
                  {t('offering.by_on', { by: move.by ?? '', at: f.dateTime(String(move.at), data.now) })}
                </span>
                {move.note && <span className="w-full text-ink-2">{move.note}</span>}
              </li>
            ))}
          </ol>
        </>
      )}
    </Card>
  );
}
