import { daysBetween } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { Figures } from '~/ui/figures';

type Sales = {
  deals: number; open: number; openFen: number; won: number; wonFen: number; lost: number; firstWonOn: string | null;
  quotes: number; openQuotes: number; installed: number; installedMonthlyFen: number;
}; // biome-ignore format: a line for deals, one for what comes of them

/** How it sells, from the first deal to what is paid each month. */
export function FiguresStrip({ figures, launchedOn }: { figures: Sales; launchedOn: string | null }) {
  const t = useT();
  const f = useFormat();
  const days = figures.firstWonOn && launchedOn ? Math.max(0, daysBetween(launchedOn, figures.firstWonOn)) : null;
  const ended = figures.won + figures.lost;
  return (
    <Figures
      items={[
        {
          label: t('offering.figure.deals'),
          value: f.number(figures.deals),
          note: t('offering.figure.open_note', { n: figures.open, fen: f.money(figures.openFen) }),
        },
        {
          label: t('offering.figure.quotes'),
          value: f.number(figures.quotes),
          note: t('offering.figure.open_quotes', { n: figures.openQuotes }),
        },
        {
          label: t('offering.figure.won'),
          value: f.number(figures.won),
          note: ended ? t('offering.figure.win_rate', { rate: f.percent(figures.won / ended) }) : undefined,
        },
        {
          label: t('offering.figure.revenue'),
          fen: figures.wonFen,
          note: figures.installed
            ? t('offering.figure.installed', { n: figures.installed, fen: f.money(figures.installedMonthlyFen) })
            : undefined,
        },
        { label: t('offering.figure.first_sale'), value: days === null ? '–' : t('offering.days', { n: days }) },
      ]}
    />
  );
}
