import { useFormat, useT } from '~/core/i18n';
import { criterionKey } from '~/features/opportunities/criteria';
import { criterionWords } from '~/features/opportunities/criterion-words';
import { stageName } from '~/features/opportunities/rules';
import { Card } from '~/ui/card';
import { Fact, Facts } from '~/ui/facts';
import { CircleDashed } from '~/ui/icons';
import { None } from '~/ui/value';
import type { ProcessData } from './route';

/** A stage for those who read the process. */
export function StageFacts({ data }: { data: ProcessData }) {
  const t = useT();
  const f = useFormat();
  const { stage } = data;
  return (
    <Card title={stageName(stage, f.locale)}>
      <Facts>
        <Fact label={t('process.probability')}>{f.percent(stage.probability / 100)}</Fact>
        <Fact label={t('process.stuck_after')}>
          {stage.stuckAfterDays === null ? <None /> : t('process.days', { n: stage.stuckAfterDays })}
        </Fact>
        {stage.guidance && <Fact label={t('process.guidance')}>{stage.guidance}</Fact>}
      </Facts>
      {stage.type === 'open' && (
        <>
          <h3 className="mt-4 mb-1 font-medium">{t('process.criteria')}</h3>
          {stage.exitCriteria.length === 0 && <p className="text-ink-3">{t('opportunity.criteria_none')}</p>}
          <ul className="grid gap-1.5">
            {stage.exitCriteria.map((criterion) => (
              <li key={criterionKey(criterion)} className="flex items-start gap-2">
                <CircleDashed className="mt-0.5 text-[15px] text-ink-3" />
                {criterionWords(t, f, criterion)}
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}
