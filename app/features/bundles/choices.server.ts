import type { Context } from '~/core/context.server';
import { onlySections, placeChoices, sectionChoices } from '../accounts/market-choices';
import { isOfGroup } from '../offerings/detail.server';
import { nameIn } from '../offerings/named';
import { listOfferings } from '../offerings/queries.server';
import type { getBundle } from './queries.server';
import { listBundles } from './queries.server';

/** What a bundle's form offers to choose from; the bundle itself is no part of itself. */
export async function bundleChoices(ctx: Context, self: { id: string } | null) {
  const [offerings, bundles, ofGroup] = await Promise.all([listOfferings(ctx), listBundles(ctx), isOfGroup(ctx)]);
  const { locale } = ctx.actor;
  const sold = offerings.map((one) => ({ id: one.id, label: `${nameIn(locale, one)} · ${one.code}` }));
  return {
    offerings: sold.map(({ id, label }) => ({ value: id, label })),
    parts: [
      ...bundles
        .filter(({ id, state }) => id !== self?.id && state !== 'retired')
        .map((one) => ({ value: `b:${one.id}`, label: `▣ ${nameIn(locale, one)} · ${one.code}` })),
      ...sold.map(({ id, label }) => ({ value: `o:${id}`, label })),
    ],
    regions: placeChoices(locale),
    industries: sectionChoices(locale),
    reaches: ofGroup ? (['group', 'company'] as const) : (['company'] as const),
  };
}
export type BundleChoices = Awaited<ReturnType<typeof bundleChoices>>;

/** A kept bundle as its form shows it. */
export function formOf({ bundle, shape }: Awaited<ReturnType<typeof getBundle>>) {
  const rule = bundle.priceRule;
  const money = (fen: number | null) => (fen === null ? '' : String(fen / 100));
  return {
    ...bundle,
    industries: onlySections(bundle.industries),
    rule: rule.kind,
    percentOff: rule.kind === 'percent' ? String(rule.basisPoints / 100) : '',
    percentOn: rule.kind === 'percent' ? rule.on : 'all',
    oneOffFen: rule.kind === 'fixed' ? money(rule.oneOffFen) : '',
    monthlyFen: rule.kind === 'fixed' ? money(rule.monthlyFen) : '',
    steps: rule.kind === 'step' ? rule.steps.map((step) => ({ fromSites: String(step.fromSites), off: String(step.basisPoints / 100) })) : [],
    components: shape.components.map(({ id, offeringId, nested, least, most, usual }) => ({
      id, part: nested ? `b:${nested.id}` : `o:${offeringId}`, least: String(least), most: String(most), usual: String(usual),
    })),
    constraints: shape.constraints.map(({ componentId, otherId, kind, reach }) => ({ componentId, otherId, kind, reach })),
  }; // biome-ignore format: one line a field
}
