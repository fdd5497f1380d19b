import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { checkInput, readBody } from '~/core/input.server';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { moveOffering } from '~/features/offerings/commands/move.server';
import { approvePrice, removePrice } from '~/features/offerings/commands/price.server';
import {
  getOffering,
  isOfGroup,
  lifecycleFacts,
  listMoves,
  listPriceVersions,
  mayEdit,
  namesAround,
  offeringFigures,
} from '~/features/offerings/detail.server';
import { moveInput } from '~/features/offerings/input';
import { checklist, nextLifecycles } from '~/features/offerings/lifecycle';
import { LifecycleBadge } from '~/features/offerings/lifecycle-badge';
import { nameIn } from '~/features/offerings/named';
import { ButtonLink } from '~/ui/button';
import { Copy, Pencil } from '~/ui/icons';
import { Menu } from '~/ui/menu';
import { PageBody, PageHead } from '~/ui/page-head';
import { AboutCard } from './about-card';
import { FiguresStrip } from './figures-strip';
import { LifeCard } from './life-card';
import { PriceCard } from './price-card';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'catalogue.read');
  const offering = await getOffering(ctx, params.offeringId!);
  const seesFigures = ['admin', 'product_manager', 'sales_director'].includes(ctx.actor.role);
  const [ofGroup, facts, names, moves, prices, figures] = await Promise.all([
    isOfGroup(ctx),
    lifecycleFacts(ctx, offering),
    namesAround(ctx, offering),
    listMoves(ctx, offering.id),
    can(ctx.actor, 'price.read') ? listPriceVersions(ctx, offering.id) : null,
    seesFigures ? offeringFigures(ctx, offering.id) : null,
  ]);
  const day = today(ctx.now);
  return {
    offering,
    ...names,
    moves,
    prices,
    figures,
    day,
    mayRetire: can(ctx.actor, 'opportunity.create') || can(ctx.actor, 'offering.manage'),
    steps: nextLifecycles[offering.lifecycle].map((to) => ({
      to,
      needs: offering.lifecycle === 'retiring' && to === 'launched' ? [] : checklist(to, facts, day),
    })),
    mayManage: mayEdit(ctx, offering.tenantId, ofGroup),
    me: ctx.actor.personId,
    now: ctx.now.toISOString(),
  };
}
export type OfferingData = ReturnType<typeof useLoaderData<typeof loader>>;

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'offering.manage');
  const id = params.offeringId!;
  const body = await readBody(request);
  if (body.intent === 'approve' || body.intent === 'remove') {
    const command = body.intent === 'approve' ? approvePrice : removePrice;
    const result = await command(ctx, id, String(body.price ?? ''));
    if (!result.ok) return invalid(result, body);
    return redirectWithToast(paths.offering(id), {
      key: body.intent === 'approve' ? 'offering.price_approved' : 'offering.price_removed',
    });
  }
  const input = checkInput(body, moveInput);
  const result = input.ok ? await moveOffering(ctx, id, input.value) : input;
  if (!input.ok || !result.ok) return invalid(result as typeof result & { ok: false }, body);
  return redirectWithToast(paths.offering(id), { key: 'offering.saved' });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.offering.name ?? '' }];

export default function OfferingPage() {
  const t = useT();
  const f = useFormat();
  const data = useLoaderData<typeof loader>();
  const { offering, mayManage, figures, prices } = data;
  const here = paths.offering(offering.id);
  const retires = data.mayRetire && (offering.lifecycle === 'launched' || offering.lifecycle === 'retiring');
  const ways = [
    ...(retires ? [{ to: `${here}/retire`, label: t('offering.retire') }] : []),
    ...(mayManage
      ? [{ to: `/catalogue/new?variantOf=${offering.id}`, label: t('offering.new_variant'), icon: Copy }]
      : []),
  ] as { to: string; label: string; icon?: typeof Copy }[];
  return (
    <>
      <PageHead
        title={nameIn(f.locale, offering)}
        back="/catalogue"
        primary={mayManage ? { to: `${here}/edit`, label: t('common.edit'), icon: Pencil, kbd: 'E' } : undefined}
      >
        <LifecycleBadge lifecycle={offering.lifecycle} />
        {ways.length > 0 && (
          <>
            <span className="flex gap-2 max-sm:hidden">
              {ways.map((way) => (
                <ButtonLink key={way.to} to={way.to} icon={way.icon}>
                  {way.label}
                </ButtonLink>
              ))}
            </span>
            <span className="sm:hidden">
              <Menu label={t('common.more')} items={ways} fallbackTo={ways[0]?.to} />
            </span>
          </>
        )}
      </PageHead>
      <PageBody>
        {figures && <FiguresStrip figures={figures} launchedOn={offering.launchedOn} />}
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_340px]">
          <div className="grid min-w-0 gap-4">
            {prices ? <PriceCard data={data} /> : <p className="text-ink-2">{t('offering.prices_hidden')}</p>}
            <LifeCard data={data} />
          </div>
          <AboutCard data={data} />
        </div>
      </PageBody>
    </>
  );
}
