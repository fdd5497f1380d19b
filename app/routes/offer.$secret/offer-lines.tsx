import { useFormat, useT } from '~/core/i18n';
import type { Shown } from '~/features/offers/shown';
import { Fold } from '~/ui/fold';

type Props = { groups: Shown['groups'] };

/** Site by site, folded: two hundred of them must not bury what comes after. */
export function OfferLines({ groups }: Props) {
  const t = useT();
  const f = useFormat();
  const isEnglish = f.locale === 'en';
  const isOnlySites = groups.filter(({ sites }) => sites > 0).length === 1;
  return (
    <section className="mt-6 border-t border-line pt-5">
      <h2 className="mb-2 font-semibold">{t('offer.what')}</h2>
      {groups.map((group) => (
        <Fold
          key={group.name ?? (group.sites ? 'rest' : 'whole')}
          open={groups.length === 1 && group.blocks.length <= 6}
          className="border-b border-line"
          title={
            <>
              <span className="flex-1 font-medium">
                {group.name ??
                  t(!group.sites ? 'offer_paper.whole' : isOnlySites ? 'offer.all_sites' : 'offer_paper.no_group')}
                {group.sites > 0 && (
                  <span className="ml-2 text-sm font-normal text-ink-3">
                    {t('offer_paper.sites', { n: group.sites })}
                  </span>
                )}
              </span>
              <span className="num">{f.yuan(group.sums.totalFen)}</span>
            </>
          }
        >
          <ul className="grid gap-4 pb-4">
            {group.blocks.map((block) => (
              <li key={block.lines[0]?.id ?? block.site?.name ?? group.name}>
                {block.site && !block.isContinued && (
                  <p className="font-medium">
                    {block.site.name}{' '}
                    <span className="text-sm font-normal text-ink-3">
                      {[block.site.address, block.site.technology && t(`offer_paper.way.${block.site.technology}`)]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                  </p>
                )}
                {block.lines.map((line) => (
                  <p key={line.id} className="flex gap-3 py-0.5 text-sm">
                    <span className="min-w-0 flex-1">
                      {(isEnglish && line.nameEn) || line.name}{' '}
                      <span className="text-ink-3">
                        {(isEnglish && line.priceEn) || line.price} ·{' '}
                        {t(`offer_paper.unit.${line.unit}`, { n: line.quantity })}
                      </span>
                    </span>
                    <span className="num whitespace-nowrap">
                      {f.yuan(line.netFen)}
                      {line.isOnce ? '' : line.period ? t(`offer_paper.per.${line.period}`) : ''}
                    </span>
                  </p>
                ))}
              </li>
            ))}
          </ul>
        </Fold>
      ))}
    </section>
  );
}
