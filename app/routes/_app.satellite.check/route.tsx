import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useT } from '~/core/i18n';
import { requirePermission } from '~/core/permissions.server';
import { alternativesOf } from '~/features/satellite/alternatives';
import { checkSite } from '~/features/satellite/check';
import { getFleet } from '~/features/satellite/queries.server';
import { translate } from '~/locales/translate.server';
import { Button } from '~/ui/button';
import { Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { Printer, Satellite } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { Alternatives } from './alternatives';
import { BeamMap } from './beam-map';
import { CheckForm } from './check-form';
import { LinkTable } from './link-table';
import { readQuestion } from './read-question';
import { ValuesUsed } from './values-used';
import { Verdict } from './verdict';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'site.check');
  const { question, ...form } = readQuestion(new URL(request.url).searchParams);
  const fleet = await getFleet(ctx);
  const found = question && checkSite(fleet, question);
  const { satellites, terminals, beams } = fleet;
  return {
    form,
    question,
    found,
    alternatives: question && found ? alternativesOf(fleet, question, found) : [],
    satellites: satellites.map(({ id, name, nameEn, longitude }) => ({ id, name, nameEn, longitude })),
    terminals: terminals.map(({ id, name, nameEn, band }) => ({ id, name, nameEn, band })),
    beams: beams.map(({ id, satelliteId, name, nameEn, band, shape, eirpDbw, edgeLossDb }) => ({
      id,
      satelliteId,
      name,
      nameEn,
      band,
      shape,
      eirpDbw,
      edgeLossDb,
    })),
    title: translate(ctx.actor.locale)('satellite.check'),
  };
}
export type CheckPage = Awaited<ReturnType<typeof loader>>;

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function SiteCheck() {
  const t = useT();
  const page = useLoaderData<typeof loader>() as CheckPage;
  const { found, question } = page;
  return (
    <>
      <PageHead title={t('satellite.check')}>
        {found && (
          <Button icon={Printer} onClick={() => window.print()} className="print:hidden">
            <span className="max-sm:sr-only">{t('satellite.print')}</span>
          </Button>
        )}
      </PageHead>
      <PageBody>
        <div className="grid items-start gap-4 lg:grid-cols-[20rem_1fr]">
          <Card className="print:hidden">
            <CheckForm page={page} />
          </Card>
          <div className={found ? 'grid min-w-0 gap-4 max-lg:order-first' : 'grid min-w-0 gap-4'}>
            {found && question ? (
              <>
                <Verdict page={page} found={found} question={question} />
                {!found.isFeasible && <Alternatives page={page} question={question} />}
                {found.link && <LinkTable link={found.link} question={question} />}
              </>
            ) : (
              <Card>
                <EmptyState
                  icon={Satellite}
                  title={t(page.satellites.length ? 'satellite.empty' : 'satellite.no_fleet')}
                >
                  {t(page.satellites.length ? 'satellite.empty_hint' : 'satellite.no_fleet_hint')}
                </EmptyState>
              </Card>
            )}
            <BeamMap page={page} />
            {found && <ValuesUsed found={found} />}
          </div>
        </div>
      </PageBody>
    </>
  );
}
