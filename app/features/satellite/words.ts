import { useFormat, useT } from '~/core/i18n';
import type { AlternativeBrief, Ask, LinkBrief } from './brief';
import type { Reason } from './check';

type Name = { name: string; nameEn: string | null };
type Tried = {
  beam: Name;
  leftMbps: number;
  down: { clearMbps: number; availability: number };
  up: { clearMbps: number; availability: number };
};
type Option = Pick<AlternativeBrief, 'kind' | 'availability' | 'ask'> & {
  link: Pick<LinkBrief, 'satellite' | 'terminal' | 'beam'>;
  backup: Name | null;
};

/** Names and figures of a check in the reader's language. */
export function useCheckWords() {
  const t = useT();
  const { locale, number } = useFormat();
  const name = (one: Name) => (locale === 'en' && one.nameEn) || one.name;
  const digits = (value: number, most: number, least = most) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: most, minimumFractionDigits: least }).format(value);
  const mbps = (value: number) => digits(value, value < 10 ? 1 : 0, 0);
  /** 99.95 → 99.95%; what lies under the range of the method is said to. */
  const share = (value: number) =>
    value === 0
      ? t('satellite.never')
      : value < 95
        ? t('satellite.under_95')
        : `${digits(Math.floor(value * 1000) / 1000, 3, 1)}%`;
  return {
    name,
    db: (value: number) => `${digits(value, 2)} dB`,
    degrees: (value: number) => `${digits(value, 2)}°`,
    mbps,
    number,
    digits,
    share,
    /** Why a link would not do; `asked`: the satellite that was asked for by name. */
    reason: (reason: Reason, link: Tried | null, ask: Pick<Ask, 'band' | 'availability'>, asked?: Name) => {
      const way = reason.endsWith('_up') ? link?.up : link?.down;
      return t.any(`satellite.reason.${reason}`, {
        band: t(`satellite.band.${ask.band}`),
        satellite: asked ? name(asked) : '',
        beam: link ? name(link.beam) : '',
        mbps: mbps(reason === 'capacity' ? (link?.leftMbps ?? 0) : (way?.clearMbps ?? 0)),
        availability: share(way?.availability ?? 0),
        wanted: `${ask.availability}%`,
      });
    },
    alternative: ({ kind, link, backup, availability, ask }: Option) =>
      t.any(`satellite.alt.${kind}`, {
        terminal: name(link.terminal),
        beam: name(link.beam),
        satellite: name(link.satellite),
        band: t(`satellite.band.${link.beam.band}`),
        availability: share(availability),
        backup: backup ? name(backup) : '',
        down: mbps(ask?.downMbps ?? 0),
        up: mbps(ask?.upMbps ?? 0),
        committed: mbps(ask?.committedMbps ?? 0),
      }),
  };
}
