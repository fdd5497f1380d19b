import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { nameIn } from '~/features/offerings/named';
import { listMyCourses, listMyExams, listMySeats, listOtherCourses } from '~/features/training/queries/learner.server';
import { ButtonLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { Link } from '~/ui/link';
import { PageBody, PageHead } from '~/ui/page-head';
import { RowCard } from '~/ui/row-card';
import { CoursesCard } from './courses-card';
import { ExamsCard } from './exams-card';
import { SeatsCard } from './seats-card';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const [mine, exams, seats, others] = await Promise.all([
    listMyCourses(ctx),
    listMyExams(ctx),
    listMySeats(ctx),
    listOtherCourses(ctx),
  ]);
  return { mine, exams, seats, others, day: today(ctx.now), keeps: can(ctx.actor, 'training.manage') };
}

export default function Learn() {
  const t = useT();
  const f = useFormat();
  const { mine, exams, seats, others, day, keeps } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t('learn.title')}>
        {keeps && (
          <ButtonLink to="/training/progress" variant="secondary">
            {t('training.title')}
          </ButtonLink>
        )}
      </PageHead>
      <PageBody>
        <p className="text-ink-2">{t('learn.hint')}</p>
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-2">
          <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
            <CoursesCard rows={mine} day={day} />
            {others.length > 0 && (
              <Card title={t('learn.others')} padded={false}>
                <ul className="divide-y divide-line">
                  {others.map((row) => (
                    <li key={row.id}>
                      <Link to={paths.course(row.id)} className="block hover:bg-sunken">
                        <RowCard title={nameIn(f.locale, row)} sub={row.summary} />
                      </Link>
                    </li>
                  ))}
                </ul>
              </Card>
            )}
          </div>
          <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
            <ExamsCard rows={exams} />
            <SeatsCard rows={seats} />
          </div>
        </div>
      </PageBody>
    </>
  );
}
