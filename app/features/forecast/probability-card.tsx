import { useFormat, useT } from '~/core/i18n';
import { Card } from '~/ui/card';
import { strengthOf } from './learn/strength';
import type { Learnt } from './queries/learnt.server';
import type { Reason } from './rules';

type ProbabilityCardProps = {
  /** Percent: the manager's own, and what the evidence bears out. */
  own: number;
  evidence: number | null;
  learnt: Learnt;
  stageNames: Record<string, string>;
};

/** Three numbers side by side, and what the learnt one stands on. */
export function ProbabilityCard({ own, evidence, learnt, stageNames }: ProbabilityCardProps) {
  const t = useT();
  const numbers = [
    { label: t('forecast.own'), percent: own },
    { label: t('forecast.by_evidence'), percent: evidence },
    { label: t('forecast.learnt'), percent: learnt.percent },
  ];
  return (
    <Card title={t('forecast.probability')}>
      <dl className="grid grid-cols-3 gap-2 text-center">
        {numbers.map(({ label, percent }) => (
          <div key={label} className="flex flex-col-reverse justify-end rounded-lg bg-sunken px-1 py-2">
            <dt className="text-xs text-ink-3">{label}</dt>
            <dd className="num text-xl font-semibold">{percent === null ? '—' : `${percent}%`}</dd>
          </div>
        ))}
      </dl>
      {evidence === null && <p className="mt-2 text-xs text-ink-3">{t('forecast.no_evidence')}</p>}
      {learnt.reasons.length > 0 && (
        <ul className="mt-3 grid gap-1.5 text-sm">
          {learnt.reasons.map((reason) => (
            <ReasonLine key={reason.fact} reason={reason} stageNames={stageNames} />
          ))}
        </ul>
      )}
      <Standing learnt={learnt} />
    </Card>
  );
}

function ReasonLine({ reason, stageNames }: { reason: Reason; stageNames: Record<string, string> }) {
  const t = useT();
  const up = reason.contribution > 0;
  const strength = t(`forecast.strength.${strengthOf(reason.contribution)}`);
  return (
    <li className="flex items-baseline justify-between gap-2">
      <span className="min-w-0 text-ink-2">
        <FactWords reason={reason} stageNames={stageNames} />
      </span>
      <span className={up ? 'whitespace-nowrap text-ok-ink' : 'whitespace-nowrap text-bad-ink'}>
        {t(up ? 'forecast.raises' : 'forecast.lowers', { strength })}{' '}
        <span className="num">
          {up ? '+' : '−'}
          {Math.abs(reason.contribution).toFixed(2)}
        </span>
      </span>
    </li>
  );
}

/** The fact with its value and what is usual. */
function FactWords({
  reason: { fact, value, usual },
  stageNames,
}: {
  reason: Reason;
  stageNames: Record<string, string>;
}) {
  const t = useT();
  const f = useFormat();
  const name = t(`forecast.fact.${fact}`);
  const shown = (v: number) => {
    if (fact === 'amount') return f.money(Math.round(v));
    if (fact === 'owner_rate' || fact === 'account_rate') return f.percent(v);
    return f.number(Math.round(v * 10) / 10);
  };
  if (typeof value === 'number' && usual !== null)
    return t('forecast.fact_of', { name, value: shown(value), usual: shown(usual) });
  // since the night of the score the deal may have moved to a newer version, whose stages have other ids
  const stage = fact === 'stage' ? stageNames[String(value).slice(1)] : null;
  if (stage) return `${name}: ${stage}`;
  if (fact === 'source' && value !== null) return `${name}: ${t.any(`source.${value}`)}`;
  return name;
}

function Standing({ learnt }: { learnt: Learnt }) {
  const t = useT();
  const f = useFormat();
  const n = learnt.deals ?? 0;
  const failed = learnt.failures.length > 0;
  return (
    <p className="mt-3 text-xs text-ink-3">
      {learnt.rung === 'rates' && t('forecast.on_rates', { n })}
      {learnt.rung === 'stages' && failed && `${t('forecast.refused')} `}
      {learnt.rung === 'stages' && t('forecast.on_stages', { n })}
      {learnt.rung === 'model' &&
        learnt.measured &&
        t('forecast.on_model', {
          n,
          brier: learnt.measured.brier.toFixed(3),
          better: f.percent(learnt.measured.better),
        })}
      {learnt.rung === 'model' && learnt.isScored && ` ${t('forecast.associated')}`}
    </p>
  );
}
