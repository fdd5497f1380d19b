import { daysBetween } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { Figures } from '~/ui/figures';

type Sales = { open: number; openFen: number; won: number; wonFen: number; firstWonOn: string | null };

/** Quotes join here when there are quotes to count. */
export function FiguresStrip({ figures, launchedOn }: { figures: Sales; launchedOn: string | null }) {
  const t = useT();
  const f = useFormat();
  const days = figures.firstWonOn && launchedOn ? Math.max(0, daysBetween(launchedOn, figures.firstWonOn)) : null;
  return (
    <Figures
      items={[
        { label: t('offering.figure.open'), value: f.number(figures.open), note: f.money(figures.openFen) },
        { label: t('offering.figure.won'), value: f.number(figures.won) },
        { label: t('offering.figure.revenue'), fen: figures.wonFen },
        { label: t('offering.figure.first_sale'), value: days === null ? '–' : t('offering.days', { n: days }) },
      ]}
    />
  );
}
