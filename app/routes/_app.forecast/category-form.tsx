import { useFetcher } from '@remix-run/react';
import { useT } from '~/core/i18n';
import { type Category, chosen } from '~/features/forecast/rules';
import { Badge } from '~/ui/badge';
import { Select } from '~/ui/select';

type Deal = { id: string; title: string; category: Category; call: Category | null; isWon: boolean };

/** Chosen by the manager; sent at once, or by its button where there is no script. */
export function CategoryForm({ deal }: { deal: Deal }) {
  const t = useT();
  const fetcher = useFetcher();
  if (deal.isWon) return <Badge tone="ok">{t('forecast.category.closed')}</Badge>;
  return (
    <fetcher.Form
      method="post"
      className="relative z-10 flex items-center gap-1"
      onChange={(event) => fetcher.submit(event.currentTarget, { method: 'post' })}
    >
      <input type="hidden" name="intent" value="call" />
      <input type="hidden" name="id" value={deal.id} />
      <Select
        key={deal.category}
        name="category"
        defaultValue={deal.category}
        aria-label={`${t('forecast.category')} ${deal.title}`}
        options={chosen.map((value) => ({
          value,
          label:
            deal.call === null && value === deal.category
              ? `${t(`forecast.category.${value}`)} (${t('forecast.by_default')})`
              : t(`forecast.category.${value}`),
        }))}
      />
      <noscript>
        <button type="submit">{t('forecast.save')}</button>
      </noscript>
    </fetcher.Form>
  );
}
