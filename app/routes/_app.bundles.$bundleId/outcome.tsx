import { useFormat, useT } from '~/core/i18n';
import { charges } from '~/features/bundles/price';
import { violationText } from '~/features/bundles/violation-words';
import { nameIn } from '~/features/offerings/named';
import { Card } from '~/ui/card';
import { CircleCheck, CircleX } from '~/ui/icons';
import type { BundleData } from './route';

/** Whether it can be sold so, what to change, and what it costs. */
export function Outcome({ data }: { data: BundleData }) {
  const t = useT();
  const f = useFormat();
  const { violations, components, kinds, bars, list, own } = data;
  const named = (id: string) => {
    const one = components.find((component) => component.id === id);
    return one ? nameIn(f.locale, one.name) : '';
  };
  const siteOf = (site: string) => (kinds.length > 1 ? t('bundle.kind_n', { n: Number(site) }) : null);
  const isBarred = bars !== null && bars.length > 0;
  const fits = violations.length === 0 && !isBarred;
  return (
    <Card title={t('bundle.own_price')} note={t('offering.sample')}>
      <p className={`flex items-center gap-2 font-medium ${fits ? 'text-ok-ink' : 'text-bad-ink'}`}>
        {fits ? <CircleCheck /> : <CircleX />}
        {t(fits ? 'bundle.fits' : 'bundle.fits_not')}
      </p>
      <ul className="mt-1 grid list-disc gap-1 pl-5">
        {isBarred && (
          <li>
            {t('bundle.not_eligible', {
              why: bars.map((bar) => t(`bundle.bar.${bar}`)).join(f.locale === 'en' ? ', ' : '、'),
            })}
          </li>
        )}
        {bars?.length === 0 && <li>{t('bundle.eligible')}</li>}
        {violations.map((one) => (
          <li key={JSON.stringify(one)}>{violationText({ t, named }, one, siteOf)}</li>
        ))}
      </ul>
      <table className="mt-3 w-full">
        <thead>
          <tr className="text-right text-xs text-ink-3">
            <td />
            <th scope="col" className="py-1 font-normal">
              {t('bundle.list_price')}
            </th>
            <th scope="col" className="py-1 font-normal">
              {t('bundle.own_price')}
            </th>
            <th scope="col" className="py-1 font-normal">
              {t('bundle.save')}
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line border-y border-line">
          {charges
            .filter((charge) => list[charge] > 0 || own[charge] > 0)
            .map((charge) => (
              <tr key={charge} className="num text-right">
                <th scope="row" className="py-2 text-left font-normal">
                  {t(`bundle.charge.${charge}`)}
                </th>
                <td className="text-ink-3">{f.yuan(list[charge])}</td>
                <td className="font-semibold">{f.yuan(own[charge])}</td>
                <td className="text-ok-ink">{f.yuan(list[charge] - own[charge])}</td>
              </tr>
            ))}
        </tbody>
      </table>
      <p className="mt-2 text-xs text-ink-3">{t('bundle.usage_apart')}</p>
    </Card>
  );
}
