import { Form, useLocation } from '@remix-run/react';
import { addDays } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { ListActions } from '~/features/exports/list-actions';
import { ListSheet } from '~/features/exports/list-sheet';
import { Button, ButtonLink, IconLink } from '~/ui/button';
import { ChevronLeft, ChevronRight } from '~/ui/icons';
import { useNarrow } from '~/ui/narrow';
import { PageBody, PageHead } from '~/ui/page-head';
import { withParams } from '~/ui/params';
import { Select } from '~/ui/select';
import type { VisitWeekData } from './load.server';
import { planOn } from './plan-on';
import { OtherShape, ShapeSwitch } from './shape-switch';
import { WeekDays } from './week-days';
import { WeekTable } from './week-table';

/** One person's week: by the hour where there is room, day after day on the phone. */
export function WeekPage({ page }: { page: VisitWeekData }) {
  const t = useT();
  const f = useFormat();
  const narrow = useNarrow();
  const { search } = useLocation();
  const { monday, day, now, visits } = page;
  const to = (on: string | null) => withParams(search, { on });
  const isThisWeek = monday <= day && day < addDays(monday, 7);
  return (
    <>
      <PageHead
        title={t('visit.title')}
        primary={page.mayPlan ? { to: planOn(page), label: t('visit.new'), kbd: 'C' } : undefined}
      >
        <OtherShape shape="week" />
        <ListActions page="visits" view={page.view} />
      </PageHead>
      <PageBody>
        <div className="flex flex-wrap items-center gap-2">
          <ShapeSwitch shape="week" />
          <div className="flex items-center">
            <IconLink size="sm" icon={ChevronLeft} label={t('visit.week_before')} to={to(addDays(monday, -7))} />
            <h2 className="num px-1 text-sm font-semibold whitespace-nowrap">
              {f.day(monday, now)} – {f.day(addDays(monday, 6), now)}
            </h2>
            <IconLink size="sm" icon={ChevronRight} label={t('visit.week_after')} to={to(addDays(monday, 7))} />
          </div>
          {!isThisWeek && (
            <ButtonLink size="sm" to={to(null)}>
              {t('visit.this_week')}
            </ButtonLink>
          )}
          <Whose page={page} />
          <span className="sm:hidden">
            <ListSheet page="visits" view={page.view} />
          </span>
          <span className="num ml-auto text-xs text-ink-2">{t('visit.count', { n: visits.length })}</span>
        </div>
        {narrow ? <WeekDays page={page} /> : <WeekTable page={page} />}
      </PageBody>
    </>
  );
}

/** Whose week; only those are offered whose visits one may see. */
function Whose({ page: { people, person, me, monday, day } }: { page: VisitWeekData }) {
  const t = useT();
  if (people.length < 2) return null;
  return (
    <Form className="flex items-center gap-1.5 max-sm:flex-1" onChange={(event) => event.currentTarget.requestSubmit()}>
      <input type="hidden" name="shape" value="week" />
      {(day < monday || day >= addDays(monday, 7)) && <input type="hidden" name="on" value={monday} />}
      <Select
        key={person}
        name="person"
        aria-label={t('visit.person')}
        defaultValue={person}
        options={people.map(({ id, name }) => ({
          value: id,
          label: id === me ? `${name} · ${t('visit.owner_me')}` : name,
        }))}
        className="!h-7 min-w-32 text-sm max-sm:!h-11"
      />
      <span className="hidden noscript:block">
        <Button type="submit" size="sm">
          {t('common.apply')}
        </Button>
      </span>
    </Form>
  );
}
