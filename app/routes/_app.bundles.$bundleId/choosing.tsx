import { Form } from '@remix-run/react';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { nameIn } from '~/features/offerings/named';
import { Badge } from '~/ui/badge';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Input } from '~/ui/input';
import { Link } from '~/ui/link';
import type { BundleData } from './route';

/** How many of each at a site, and at how many sites. */
export function Choosing({ data }: { data: BundleData }) {
  const t = useT();
  const { locale } = useFormat();
  const { components, sites } = data;
  const number = (name: string, value: number, label: string) => (
    <span className="w-20 shrink-0">
      <Input name={name} defaultValue={String(value)} inputMode="numeric" maxLength={4} aria-label={label} />
    </span>
  );
  return (
    <Card title={t('bundle.try')}>
      <Form method="get" className="grid gap-1" preventScrollReset>
        <div className="flex items-center gap-3 border-b border-line pb-2">
          <span className="min-w-0 flex-1">
            {t('bundle.sites')} <span className="text-xs text-ink-3">{t('bundle.sites_hint')}</span>
          </span>
          {number('sites', sites, t('bundle.sites'))}
        </div>
        {components.map((one) => {
          const name = nameIn(locale, one.name);
          const range =
            one.least === one.most
              ? t('bundle.exactly', { n: one.least })
              : t('bundle.range', { least: one.least, most: one.most });
          return (
            <div key={one.id} className={`flex items-center gap-3 py-1 ${one.isInside ? 'pl-5' : ''}`}>
              <span className="min-w-0 flex-1">
                {one.offeringId ? (
                  <Link to={paths.offering(one.offeringId)} className="hover:text-brand-ink">
                    {name}
                  </Link>
                ) : (
                  name
                )}
                <span className="flex flex-wrap items-center gap-2 text-xs text-ink-3">
                  {range}
                  {one.least === 0 && <Badge>{t('bundle.optional')}</Badge>}
                  {!one.offeringId && <Badge tone="info">{t('bundle.within')}</Badge>}
                </span>
              </span>
              {number(one.id, one.quantity, name)}
            </div>
          );
        })}
        <div className="pt-2">
          <SubmitButton>{t('bundle.calculate')}</SubmitButton>
        </div>
      </Form>
    </Card>
  );
}
