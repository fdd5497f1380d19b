import { useFormat, useT } from '~/core/i18n';
import type { Shown } from '~/features/offers/shown';

type Props = { groups: Shown['groups'] };

/** Site by site, folded: two hundred of them must not bury what comes after. */
export function OfferLines({ groups }: Props) {
  const t = useT();
  const f = useFormat();
  const isEnglish = f.locale === 'en';
  return (
    <section className="mt-6 border-t border-line pt-5">
      <h2 className="mb-2 font-semibold">{t('offer.what')}</h2>
      {groups.map((group) => (
        <details
          key={group.name ?? (group.sites ? 'rest' : 'whole')}
          open={groups.length === 1 && group.blocks.length <= 6}
          className="border-b border-line"
        >
          <summary className="flex min-h-12 cursor-pointer flex-wrap items-baseline gap-x-3 py-3">
            <span className="flex-1 font-medium">
              {group.name ?? (group.sites ? t('offer_paper.no_group') : t('offer_paper.whole'))}
              {group.sites > 0 && (
                <span className="ml-2 text-sm font-normal text-ink-3">
                  {t('offer_paper.sites', { n: group.sites })}
                </span>
              )}
            </span>
            <span className="num">{f.yuan(group.sums.totalFen)}</span>
          </summary>
          <ul className="grid gap-4 pb-4">
            {group.blocks.map((block) => (
              <li key={block.lines[0]?.id ?? block.site?.name ?? group.name}>
                {block.site && !block.isContinued && (
                  <p className="font-medium">
                    {block.site.name} <span className="text-sm font-normal text-ink-3">{block.site.address}</span>
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
        </details>
      ))}
    </section>
  );
}
