import { useSubmit } from '@remix-run/react';
import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { Menu } from '~/ui/menu';
import type { QuoteShown } from './route';

/** What is done with a quote now and then. */
export function QuoteMenu({ data }: { data: QuoteShown }) {
  const t = useT();
  const submit = useSubmit();
  const { quote, may, ids } = data;
  const page = paths.quote(quote.id);
  const post = (fields: Record<string, string | number>) => () => submit(fields, { method: 'post', action: page });
  return (
    <Menu
      label={t('common.more')}
      fallbackTo={`${page}?tab=versions`}
      items={[
        { label: t('offer.page'), to: paths.offer(quote.id) },
        { label: t('quote.open_deal'), to: paths.opportunity(quote.opportunityId) },
        { label: t('quote.compare'), to: `${page}/compare` },
        { label: t('quote.export_xlsx'), to: `${page}/export`, reload: true },
        { label: t('quote.export_csv'), to: `${page}/export?format=csv`, reload: true },
        ...(may.cost ? [{ label: t('quote.export_cost'), to: `${page}/export?cost=1`, reload: true }] : []),
        ...(may.copy
          ? [
              {
                label: t('quote.copy'),
                onSelect: post({
                  intent: 'copy',
                  id: ids.copy,
                  title: t('quote.copy_title', { title: quote.title }).slice(0, 120),
                }),
              },
            ]
          : []),
        ...(may.revise
          ? [{ label: t('quote.revise'), onSelect: post({ intent: 'revise', version: quote.version }) }]
          : []),
        ...(may.withdraw
          ? [
              {
                label: t('quote.withdraw'),
                danger: true,
                onSelect: post({ intent: 'withdraw', version: quote.version }),
              },
            ]
          : []),
      ]}
    />
  );
}
