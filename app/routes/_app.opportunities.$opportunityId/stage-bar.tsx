import { useLocale, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { type StageType, stageName } from '~/features/opportunities/rules';
import { ButtonLink } from '~/ui/button';
import { ArrowRightLeft, ChevronsRight, CirclePause, CircleX, Trophy } from '~/ui/icons';
import { PostButton } from '~/ui/post-button';
import { StagePath, type StageStep } from '~/ui/stage-path';
import type { OpportunityData } from './route';

const closedIcon = { won: Trophy, lost: CircleX, on_hold: CirclePause, open: ArrowRightLeft } as const;
const closedWord = {
  won: 'opportunity.close_as_won',
  lost: 'opportunity.close_as_lost',
  on_hold: 'opportunity.put_on_hold',
  open: 'opportunity.move',
} as const satisfies Record<StageType, string>;

/** Where the deal stands, and the ways on from there. */
export function StageBar({ data }: { data: OpportunityData }) {
  const t = useT();
  const locale = useLocale();
  const { opportunity, stages, stage, criteria, may } = data;
  const move = `${paths.opportunity(opportunity.id)}/move`;
  const open = stages.filter(({ type }) => type === 'open');
  const next = stage?.type === 'open' ? open.find(({ position }) => position > stage.position) : undefined;
  const reached = stage?.type === 'open' ? stage.position : stage?.type === 'won' ? Number.POSITIVE_INFINITY : 0;
  const steps: StageStep[] = [
    ...open.map(
      (step): StageStep => ({
        id: String(step.id),
        label: stageName(step, locale),
        state: step.id === stage?.id ? 'current' : step.position < reached ? 'done' : 'todo',
      }),
    ),
    ...(stage && stage.type !== 'open'
      ? [
          {
            id: String(stage.id),
            label: stageName(stage, locale),
            state:
              stage.type === 'won'
                ? ('won' as const)
                : stage.type === 'lost'
                  ? ('lost' as const)
                  : ('current' as const),
          },
        ]
      : []),
  ];
  const ready = criteria.every(({ met }) => met);
  return (
    <div className="flex flex-wrap items-center gap-3 border-b border-line bg-surface px-5 py-2.5 max-sm:px-4">
      <div className="min-w-0 flex-1 max-lg:basis-full">
        <StagePath label={t('opportunity.stage')} stages={steps} />
      </div>
      {may.move && (
        <div className="flex flex-wrap gap-2 max-sm:w-full">
          {next && ready && (
            <PostButton
              action={move}
              navigate
              fields={{ version: opportunity.version, to: next.id }}
              variant="primary"
              icon={ChevronsRight}
            >
              {t('opportunity.advance', { stage: stageName(next, locale) })}
            </PostButton>
          )}
          {next && !ready && (
            <ButtonLink to={`${move}?to=${next.id}`} variant="primary" icon={ChevronsRight}>
              {t('opportunity.advance', { stage: stageName(next, locale) })}
            </ButtonLink>
          )}
          {stages
            .filter(({ type, id }) => type !== 'open' && id !== stage?.id)
            .map((closed) => (
              <ButtonLink
                key={closed.id}
                to={`${move}?to=${closed.id}`}
                icon={closedIcon[closed.type]}
                className="max-sm:flex-1"
              >
                {t(closedWord[closed.type])}
              </ButtonLink>
            ))}
          <ButtonLink to={move} icon={ArrowRightLeft} variant="ghost">
            {t('opportunity.move')}
          </ButtonLink>
        </div>
      )}
    </div>
  );
}
