import { Form } from '@remix-run/react';
import { daysBetween, fromLocal, today } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { Button } from '~/ui/button';
import { Card } from '~/ui/card';
import { Building2 } from '~/ui/icons';
import { Link } from '~/ui/link';
import { useOwnIds } from '~/ui/use-own-ids';
import type { PlanData } from './route';

type SlotPicksProps = { page: PlanData; chosen: NonNullable<PlanData['chosen']> };

/** Free times of the coming working days: one press plans the visit, with what is likely for all the rest. */
export function SlotPicks({ page: { keep, back, now }, chosen }: SlotPicksProps) {
  const t = useT();
  const f = useFormat();
  const { account, owner, type } = chosen;
  const id = useOwnIds(chosen.id);
  const whole = new URLSearchParams({ ...keep, account: account.id });
  const hidden = {
    id,
    mode: 'plan',
    accountId: account.id,
    type,
    channel: 'onsite',
    plannedMinutes: '60',
    purpose: t(`plan.purpose.${type}`),
    about: account.name,
    back,
    ...(owner && { ownerId: owner.id }),
  };
  const named = (day: string) => {
    const ahead = daysBetween(today(now), day);
    return ahead === 0 ? t('plan.today') : ahead === 1 ? t('plan.tomorrow') : null;
  };
  return (
    <>
      <div className="flex items-center gap-3 rounded-[10px] border border-line bg-surface px-3 py-2.5 max-sm:rounded-2xl max-sm:px-4">
        <Building2 className="text-[18px] text-ink-3" />
        <div className="min-w-0 flex-1">
          <p className="font-semibold">{account.name}</p>
          <p className="text-xs text-ink-3 max-sm:text-sm">
            {[t(`visit.type.${type}`), t('visit.minutes_n', { n: 60 }), owner?.name].filter(Boolean).join(' · ')}
          </p>
        </div>
        <Link
          to={`/visits/plan?${new URLSearchParams(keep)}`}
          className="shrink-0 text-xs text-brand-ink hover:underline max-sm:py-3.5"
        >
          {t('visit.change_account')}
        </Link>
      </div>
      <Form method="post" action={`/visits/new?${whole}`} className="grid gap-3">
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {chosen.days.map(({ day, busy, starts }) => (
          <Card
            key={day}
            title={[named(day), f.dayLong(day, now)].filter(Boolean).join(' · ')}
            note={busy > 0 ? t('plan.busy', { n: busy }) : undefined}
          >
            {starts.length === 0 && <p className="text-ink-3">{t('plan.full')}</p>}
            <div className="grid grid-cols-4 gap-2">
              {starts.map((start) => (
                <Button
                  key={start}
                  type="submit"
                  name="plannedAt"
                  value={start}
                  className="num !px-0"
                  aria-label={t('plan.at', { when: f.dateTime(fromLocal(start), now) })}
                >
                  {start.slice(11)}
                </Button>
              ))}
            </div>
          </Card>
        ))}
      </Form>
      <Link to={`/visits/new?${whole}`} className="block py-2 text-center text-brand-ink hover:underline max-sm:py-3">
        {t('plan.whole')}
      </Link>
    </>
  );
}
