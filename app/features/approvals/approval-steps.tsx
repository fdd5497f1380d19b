import { useFormat, useT } from '~/core/i18n';
import { Badge, type Tone } from '~/ui/badge';
import { CircleCheck, CircleDashed, CircleX, Hourglass } from '~/ui/icons';
import type { ApprovalStep } from './queries.server';
import type { ApprovalState, StepState } from './rules';

const looks = {
  waiting: [CircleDashed, 'text-ink-3'],
  pending: [Hourglass, 'text-warn'],
  approved: [CircleCheck, 'text-ok'],
  returned: [CircleX, 'text-bad'],
  skipped: [CircleDashed, 'text-ink-3'],
} as const satisfies Record<StepState, unknown>;
const tones: Record<ApprovalState, Tone> = {
  pending: 'warn',
  approved: 'ok',
  returned: 'bad',
  withdrawn: 'neutral',
  lapsed: 'neutral',
};

export function ApprovalBadge({ state }: { state: ApprovalState }) {
  const t = useT();
  return <Badge tone={tones[state]}>{t(`approval.state.${state}`)}</Badge>;
}

type Shown = Pick<ApprovalStep, 'id' | 'state' | 'approverName' | 'comment' | 'hasLeft'> & {
  decidedAt: Date | string | null;
};

/** Who has to approve, in turn, and what each has said. */
export function ApprovalSteps({ steps, now }: { steps: Shown[]; now: string }) {
  const t = useT();
  const f = useFormat();
  return (
    <ol className="grid gap-1">
      {steps.map((step) => {
        const [Icon, colour] = looks[step.state];
        return (
          <li key={step.id} className="flex items-start gap-2">
            <Icon className={`mt-0.5 text-[15px] ${colour}`} />
            <span className="min-w-0 flex-1">
              <span className="font-medium">{step.approverName}</span>{' '}
              <span className="text-ink-3">
                {t(`approval.step.${step.state}`)}
                {step.decidedAt && ` · ${f.when(step.decidedAt, now)}`}
              </span>
              {step.comment && <span className="block text-ink-2">{step.comment}</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
