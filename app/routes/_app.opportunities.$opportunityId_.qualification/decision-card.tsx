import { useFormat, useT } from '~/core/i18n';
import type { Line } from '~/features/qualification/proposal';
import { ResultBadge } from '~/features/qualification/result-badge';
import { results } from '~/features/qualification/rules';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { ChipField } from '~/ui/chip-group';
import { Field } from '~/ui/field';
import { ArrowRight } from '~/ui/icons';
import { Textarea } from '~/ui/textarea';
import type { PageData } from './qualification-page';
import { goTo } from './section';
import type { Live } from './use-live';

/** What the rule proposes, what would change it, and what the person decides. */
export function DecisionCard({ data, live }: { data: PageData; live: Live }) {
  const t = useT();
  const { result, lines } = live.proposal;
  return (
    <Card
      id="result"
      title={t('qualification.result')}
      action={
        <span className="flex items-center gap-2 text-ink-3">
          {t('qualification.proposed')} <ResultBadge result={result} />
        </span>
      }
    >
      <div className="grid gap-3">
        <div aria-live="polite">
          <p className="mb-1 text-xs font-medium text-ink-2">{t(`qualification.change.${result}`)}</p>
          {lines.length === 0 && <p className="text-sm text-ink-3">{t('qualification.change_none')}</p>}
          <ul>
            {lines.map((line) => (
              <li key={line.code + line.field}>
                <LineLink line={line} rivals={data.rivals} />
              </li>
            ))}
          </ul>
        </div>
        <ChipField
          name="result"
          label={t('qualification.decide')}
          options={[
            { value: '', label: t('qualification.undecided') },
            ...results.map((one) => ({ value: one, label: t(`qualification.result.${one}`) })),
          ]}
        />
        <Field name="resultReason" label={t('qualification.reason')} hint={t('qualification.reason_hint')}>
          <Textarea rows={2} maxLength={500} />
        </Field>
        {data.mayEdit && (
          <div className="max-sm:hidden print:hidden">
            <SubmitButton block>{t('common.save')}</SubmitButton>
          </div>
        )}
      </div>
    </Card>
  );
}

const sectionOf: Record<string, string> = {
  fitProduct: 'fit', fitService: 'fit', fitSolution: 'fit',
  budget: 'buying', budgetFen: 'buying', deciderId: 'buying', decisionOn: 'buying', compellingEvent: 'buying',
  tender: 'tender', bidDueOn: 'tender', tenderInfluence: 'tender', gaps: 'rivals', marginPercent: 'value',
}; // biome-ignore format: one line a section
const marks = { stop: 'bg-bad', open: 'bg-warn', watch: 'bg-info' };

/** One thing that would change the result; it leads to the field. */
function LineLink({ line, rivals }: { line: Line; rivals: PageData['rivals'] }) {
  const t = useT();
  const f = useFormat();
  const section = sectionOf[line.field] ?? 'fit';
  const words = t.any(`qualification.line.${line.code}`, {
    aspect: line.aspect ? t(`qualification.aspect.${line.aspect}`) : '',
    score: String(line.competitorId ? Math.abs(line.score ?? 0) : (line.score ?? '')),
    amount: line.fen === undefined ? '' : f.money(line.fen),
    day: line.day ? f.day(line.day) : '',
    name: rivals.find(({ id }) => id === line.competitorId)?.name ?? '',
  });
  return (
    <a
      href={`#${section}`}
      onClick={(event) => {
        event.preventDefault();
        goTo(line.field, section);
      }}
      className="flex items-center gap-2 rounded-md py-1 text-sm hover:bg-sunken max-sm:min-h-11"
    >
      <span aria-hidden="true" className={`size-2 shrink-0 rounded-full ${marks[line.level]}`} />
      <span className="min-w-0 flex-1">{words}</span>
      <ArrowRight className="text-[13px] text-ink-3 print:hidden" />
    </a>
  );
}
