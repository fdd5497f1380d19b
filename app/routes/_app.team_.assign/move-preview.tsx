import { useFormat, useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { Person } from '~/ui/avatar';
import { Dot } from '~/ui/badge';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Figures } from '~/ui/figures';
import { Money } from '~/ui/value';
import type { Preview } from './route';

/** What the move takes along, before it is done. */
export function MovePreview({ preview }: { preview: Preview }) {
  const t = useT();
  const format = useFormat();
  const { input, moves, people, seal, going } = preview;
  const deals = going.stages.reduce((sum, stage) => sum + stage.count, 0);
  const totalFen = going.stages.reduce((sum, stage) => sum + stage.totalFen, 0);
  return (
    <ActionForm hidden={{ intent: 'confirm', seal, reason: input.reason }}>
      {input.accountIds.map((id) => (
        <input key={id} type="hidden" name="accountIds" value={id} />
      ))}
      {input.toIds.map((id) => (
        <input key={id} type="hidden" name="toIds" value={id} />
      ))}
      <Card title={t('assignment.step_check')} padded={false} className="overflow-hidden">
        <Figures
          items={[
            { label: t('assignment.preview_accounts'), value: moves.length },
            { label: t('assignment.preview_opportunities'), value: deals, note: format.money(totalFen) },
            { label: t('assignment.preview_visits'), value: going.visits },
            { label: t('assignment.preview_commitments'), value: going.commitments },
          ]}
        />
        <div className="grid gap-6 p-4 sm:grid-cols-2">
          <ul className="grid content-start gap-2.5">
            {people.map((person) => (
              <li key={person.id}>
                <Person
                  name={person.name}
                  sub={t('assignment.gets', {
                    name: person.name,
                    n: moves.filter((move) => move.toId === person.id).length,
                  })}
                />
              </li>
            ))}
          </ul>
          <div>
            <p className="mb-1.5 text-xs text-ink-3">
              {deals ? t('assignment.preview_stages') : t('assignment.preview_nothing')}
            </p>
            <ul className="grid gap-1">
              {going.stages.map((stage) => (
                <li key={stage.stageId} className="flex items-center gap-2">
                  <Dot stage={stage.position} />
                  {format.locale === 'en' ? stage.nameEn : stage.name}
                  <span className="num text-ink-3">{stage.count}</span>
                  <span className="ml-auto font-medium">
                    <Money fen={stage.totalFen} />
                  </span>
                </li>
              ))}
            </ul>
          </div>
        </div>
      </Card>
      <div className="flex flex-wrap gap-2">
        <SubmitButton>{t('assignment.confirm', { n: moves.length })}</SubmitButton>
        <ButtonLink to="" variant="ghost" reloadDocument>
          {t('common.back')}
        </ButtonLink>
      </div>
    </ActionForm>
  );
}
