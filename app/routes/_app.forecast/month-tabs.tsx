import { useSearchParams } from '@remix-run/react';
import { useFormat, useT } from '~/core/i18n';
import { Tabs } from '~/ui/tabs';

/** The months of the forecast; the rest of the address stays. */
export function MonthTabs({ months, month }: { months: string[]; month: string }) {
  const t = useT();
  const f = useFormat();
  const [search] = useSearchParams();
  const to = (wanted: string) => {
    const next = new URLSearchParams(search);
    next.set('month', wanted);
    next.delete('adjust');
    next.delete('category');
    return `/forecast?${next}`;
  };
  return (
    <Tabs
      label={t('forecast.month')}
      items={months.map((one) => ({ to: to(one), label: f.month(one.slice(0, 7)), active: one === month }))}
    />
  );
}
