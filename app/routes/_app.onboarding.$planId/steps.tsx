import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { nameIn } from '~/features/offerings/named';
import { itemKinds } from '~/features/selection/rules';
import { Card } from '~/ui/card';
import { Building2, Check, GraduationCap, ListChecks } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PostButton } from '~/ui/post-button';
import type { PlanData } from './route';

const icons = { course: GraduationCap, account: Building2, task: ListChecks } as const;

/** What is to learn, to do and to take over; ticked by the newcomer, the mentor or who leads them. */
export function Steps({ data }: { data: PlanData }) {
  const t = useT();
  const f = useFormat();
  const { steps, plan, now } = data;
  if (!steps.length) return <p className="text-ink-2">{t('onboarding.no_steps')}</p>;
  return itemKinds
    .filter((kind) => steps.some((step) => step.kind === kind))
    .map((kind) => (
      <Card key={kind} title={t(`onboarding.kind.${kind}`)} padded={false}>
        <ul className="divide-y divide-line">
          {steps
            .filter((step) => step.kind === kind)
            .map((step) => {
              const Icon = step.doneAt ? Check : icons[kind];
              return (
                <li key={step.id} className="flex min-h-12 items-center gap-3 px-3 max-sm:px-4 py-2">
                  <span
                    className={`flex size-7 shrink-0 items-center justify-center rounded-full ${step.doneAt ? 'bg-ok-soft text-ok-ink' : 'bg-sunken text-ink-3'}`}
                  >
                    <Icon className="text-[16px]" />
                  </span>
                  <span className="min-w-0 flex-1">
                    <span className={`block break-words ${step.doneAt ? 'text-ink-3' : 'font-medium'}`}>
                      {step.course ? (
                        <Link to={paths.course(step.course.id)} className="text-brand-ink hover:underline">
                          {nameIn(f.locale, step.course)}
                        </Link>
                      ) : (
                        (step.account ?? step.title)
                      )}
                    </span>
                    <span className="block text-sm text-ink-3">
                      {step.doneAt
                        ? t('onboarding.done_by', { who: step.doneBy ?? '—', when: f.when(step.doneAt, now) })
                        : kind === 'account'
                          ? t('onboarding.on_completion')
                          : step.dueOn && t('onboarding.due', { day: f.day(step.dueOn) })}
                    </span>
                  </span>
                  {kind !== 'account' && !plan.completedAt && (
                    <PostButton
                      size="sm"
                      variant={step.doneAt ? 'ghost' : 'secondary'}
                      fields={{ intent: step.doneAt ? 'undone' : 'done', id: step.id }}
                    >
                      {t(step.doneAt ? 'onboarding.undone' : 'onboarding.done')}
                    </PostButton>
                  )}
                </li>
              );
            })}
        </ul>
      </Card>
    ));
}
