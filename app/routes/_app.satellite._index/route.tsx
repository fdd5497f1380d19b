import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useFormat, useT } from '~/core/i18n';
import { requirePermission } from '~/core/permissions.server';
import { isOfGroup } from '~/features/offerings/detail.server';
import { getFleet } from '~/features/satellite/queries.server';
import { translate } from '~/locales/translate.server';
import { Badge } from '~/ui/badge';
import { ButtonLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { Plus, Satellite } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PageBody, PageHead } from '~/ui/page-head';
import { Progress } from '~/ui/progress';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'offering.manage');
  const [fleet, ofGroup] = await Promise.all([getFleet(ctx), isOfGroup(ctx)]);
  const kept = <T extends { tenantId?: number | null }>(row: T) => ({
    ...row,
    isMine: ofGroup || row.tenantId !== null,
  });
  return {
    satellites: fleet.satellites.map(kept),
    beams: fleet.beams.map(kept),
    terminals: fleet.terminals.map(kept),
    title: translate(ctx.actor.locale)('satellite.fleet'),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

type Item = { id: string; name: string; nameEn: string | null; isSample: boolean; isMine: boolean };

export default function Fleet() {
  const t = useT();
  const f = useFormat();
  const { satellites, beams, terminals } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead
        title={t('satellite.fleet')}
        primary={{ to: '/satellite/satellites/new', label: t('satellite.new_satellite'), icon: Plus }}
      >
        <ButtonLink to="/satellite/terminals/new">{t('satellite.new_terminal')}</ButtonLink>
      </PageHead>
      <PageBody>
        <p className="mb-4 text-ink-2">{t('satellite.fleet_hint')}</p>
        {satellites.length === 0 && (
          <EmptyState icon={Satellite} title={t('satellite.no_fleet')}>
            {t('satellite.no_fleet_hint')}
          </EmptyState>
        )}
        <div className="grid items-start gap-4 lg:grid-cols-2">
          {satellites.map((satellite) => (
            <Card
              key={satellite.id}
              padded={false}
              title={<Name item={satellite} kind="satellites" />}
              note={`${satellite.longitude}°`}
              action={
                satellite.isMine && (
                  <Link
                    to={`/satellite/beams/new?satellite=${satellite.id}`}
                    className="text-brand-ink hover:underline"
                  >
                    {t('satellite.new_beam')}
                  </Link>
                )
              }
            >
              <ul className="divide-y divide-line border-t border-line">
                {beams
                  .filter(({ satelliteId }) => satelliteId === satellite.id)
                  .map((beam) => (
                    <li
                      key={beam.id}
                      className="flex flex-wrap items-center gap-x-3 px-3 py-1.5 max-sm:min-h-11 max-sm:px-4"
                    >
                      <span className="min-w-0 flex-1 max-sm:basis-full">
                        <Name item={beam} kind="beams" isPlain={satellite.isSample} />
                      </span>
                      <span className="num text-xs text-ink-3">
                        {t('satellite.sold_of', {
                          sold: f.number(beam.soldMbps),
                          capacity: f.number(beam.capacityMbps),
                        })}
                      </span>
                      <span className="w-20 max-sm:ml-auto">
                        <Progress
                          value={beam.soldMbps}
                          max={beam.capacityMbps}
                          label={t('satellite.sold')}
                          tone={beam.soldMbps > 0.9 * beam.capacityMbps ? 'warn' : 'brand'}
                        />
                      </span>
                    </li>
                  ))}
              </ul>
            </Card>
          ))}
          {terminals.length > 0 && (
            <Card title={t('satellite.terminals')} padded={false}>
              <ul className="divide-y divide-line border-t border-line">
                {terminals.map((terminal) => (
                  <li
                    key={terminal.id}
                    className="flex flex-wrap items-center gap-x-3 px-3 py-1.5 max-sm:min-h-11 max-sm:px-4"
                  >
                    <span className="min-w-0 flex-1 max-sm:basis-full">
                      <Name item={terminal} kind="terminals" />
                    </span>
                    <span className="num text-xs text-ink-3">
                      {terminal.diameterM} m · {terminal.powerW} W · {terminal.noiseK} K
                    </span>
                  </li>
                ))}
              </ul>
            </Card>
          )}
        </div>
      </PageBody>
    </>
  );
}

/** A link to the form for those who may write it; plain where the satellite above is marked as a sample already. */
function Name({ item, kind, isPlain }: { item: Item; kind: 'satellites' | 'beams' | 'terminals'; isPlain?: boolean }) {
  const t = useT();
  const { locale } = useFormat();
  const name = (locale === 'en' && item.nameEn) || item.name;
  return (
    <span className="inline-flex items-center gap-2">
      {item.isMine ? (
        <Link to={`/satellite/${kind}/${item.id}`} className="hover:underline">
          {name}
        </Link>
      ) : (
        name
      )}
      {item.isSample && !isPlain && <Badge>{t('satellite.sample')}</Badge>}
    </span>
  );
}
