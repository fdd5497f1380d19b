import { useFetcher } from '@remix-run/react';
import { useFormat, useLocale, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { leavesOf } from '~/features/opportunities/criteria';
import { criterionWords } from '~/features/opportunities/criterion-words';
import { fillInKey } from '~/features/opportunities/move-form';
import { evidenceKinds, stageName } from '~/features/opportunities/rules';
import { Button } from '~/ui/button';
import { Card } from '~/ui/card';
import { CircleCheck, CircleDashed } from '~/ui/icons';
import { Input } from '~/ui/input';
import { Link } from '~/ui/link';
import type { OpportunityData } from './route';

/** What the stage asks for before it may be left; what a person vouches for is ticked right here. */
export function Criteria({ data }: { data: OpportunityData }) {
  const t = useT();
  const locale = useLocale();
  const f = useFormat();
  const { criteria, stage, opportunity } = data;
  const done = criteria.filter(({ met }) => met).length;
  const asked = criteria.flatMap(({ rule }) =>
    leavesOf(rule).flatMap((one) => (one.kind === 'evidence' ? one.key : [])),
  );
  // what later stages will ask for can be ticked early, and what was ticked can be taken back
  const others = evidenceKinds.filter((kind) => !asked.includes(kind));
  return (
    <Card
      id="evidence"
      title={stage ? t('opportunity.criteria_of', { stage: stageName(stage, locale) }) : t('opportunity.criteria')}
      note={criteria.length ? t('opportunity.criteria_done', { done, all: criteria.length }) : undefined}
    >
      {criteria.length === 0 && <p className="text-ink-3">{t('opportunity.criteria_none')}</p>}
      <ul className="grid gap-1">
        {criteria.map(({ criterion, rule, met, href, isAsked }) => {
          const ticks = leavesOf(rule).flatMap((one) => (one.kind === 'evidence' ? [one] : []));
          return (
            <li key={criterion} className="flex flex-wrap items-center gap-2 max-sm:min-h-11 sm:min-h-8">
              {met ? (
                <CircleCheck aria-label={t('opportunity.met')} className="text-[16px] text-ok" />
              ) : (
                <CircleDashed aria-label={t('opportunity.missing')} className="text-[16px] text-warn" />
              )}
              <span className={met ? 'text-ink-2' : 'font-medium'}>{criterionWords(t, f, rule)}</span>
              <span className="ml-auto">
                {ticks.map((one) => (
                  <Tick key={one.key} data={data} kind={one.key} withNote={one.withNote} withFile={one.withFile} />
                ))}
                {ticks.length === 0 && !met && rule.kind !== 'broken' && (
                  <Link to={href} className="font-medium text-brand-ink underline underline-offset-2">
                    {t(fillInKey(rule, isAsked))}
                  </Link>
                )}
              </span>
            </li>
          );
        })}
      </ul>
      {opportunity.stageType === 'open' && others.length > 0 && (
        <details className="mt-2 border-t border-line pt-2">
          <summary className="text-xs text-ink-3 hover:text-ink max-sm:min-h-11 max-sm:content-center">
            {t('opportunity.evidence')}
          </summary>
          <ul className="mt-1 grid gap-1">
            {others.map((kind) => (
              <li key={kind} className="flex flex-wrap items-center gap-2 sm:min-h-8">
                <span>{t(`criterion.${kind}`)}</span>
                <span className="ml-auto">
                  <Tick data={data} kind={kind} />
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Card>
  );
}

type TickProps = { data: OpportunityData; kind: string; withNote?: boolean; withFile?: boolean };

function Tick({ data, kind, withNote = false, withFile = false }: TickProps) {
  const t = useT();
  const f = useFormat();
  const fetcher = useFetcher({ key: `evidence:${kind}` });
  const { opportunity, may } = data;
  const ticked = opportunity.evidence[kind];
  const noteHint = withNote ? 'process.evidence_note' : 'opportunity.evidence_note';
  const isProved = data.files.some((file) => file.evidenceKey === kind);
  // one step: the file is what ticks it
  if (withFile && !isProved)
    return (
      may.update && (
        <Link
          to={`${paths.opportunity(opportunity.id)}/files?as=evidence:${kind}`}
          className="font-medium text-brand-ink underline underline-offset-2"
        >
          {t('document.attach')}
        </Link>
      )
    );
  return (
    <fetcher.Form method="post" action={paths.opportunity(opportunity.id)} className="flex items-center gap-2">
      <input type="hidden" name="intent" value="evidence" />
      <input type="hidden" name="version" value={opportunity.version} />
      <input type="hidden" name="kind" value={kind} />
      {ticked ? (
        <span className="text-xs text-ink-3">
          {ticked.note && `${ticked.note} · `}
          {f.when(ticked.at, data.now)}
        </span>
      ) : (
        may.move && (
          <>
            <input type="hidden" name="done" value="1" />
            <Input
              name="note"
              maxLength={200}
              required={withNote}
              aria-label={t(noteHint)}
              placeholder={t(noteHint)}
              className="!h-7 !w-44 text-xs max-sm:!h-11 max-sm:!w-40"
            />
          </>
        )
      )}
      {may.move && (
        <Button type="submit" size="sm" variant={ticked ? 'ghost' : 'secondary'} loading={fetcher.state !== 'idle'}>
          {t(ticked ? 'opportunity.untick' : 'opportunity.tick')}
        </Button>
      )}
    </fetcher.Form>
  );
}
