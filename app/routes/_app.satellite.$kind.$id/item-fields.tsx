import { useT } from '~/core/i18n';
import type { MessageKey, Translate } from '~/core/message';
import { bands } from '~/features/offerings/rules';

import { Checkbox } from '~/ui/checkbox';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { Textarea } from '~/ui/textarea';

export const kinds = ['satellites', 'beams', 'terminals'] as const;
export type Kind = (typeof kinds)[number];
export const one = { satellites: 'satellite', beams: 'beam', terminals: 'terminal' } as const;

/** The figures of each kind in the order of its form. */
const figures = {
  satellites: { longitude: 'satellite.longitude' },
  beams: {
    downGhz: 'satellite.down_ghz',
    upGhz: 'satellite.up_ghz',
    eirpDbw: 'satellite.eirp',
    gtDbk: 'satellite.gt',
    edgeLossDb: 'satellite.edge_loss',
    interferenceDb: 'satellite.interference',
    tilt: 'satellite.tilt',
    capacityMbps: 'satellite.capacity',
    soldMbps: 'satellite.sold',
  },
  terminals: {
    diameterM: 'satellite.diameter',
    efficiency: 'satellite.efficiency',
    powerW: 'satellite.power',
    noiseK: 'satellite.noise',
  },
} as const satisfies Record<Kind, Record<string, MessageKey>>;

export const labelsOf = (t: Translate, kind: Kind): Record<string, string> => ({
  name: t('satellite.name'),
  nameEn: t('satellite.name_en'),
  band: t('satellite.band'),
  corners: t('satellite.shape'),
  radiusKm: t('satellite.radius'),
  downRates: t('satellite.down_rates'),
  upRates: t('satellite.up_rates'),
  ...Object.fromEntries(Object.entries<MessageKey>(figures[kind]).map(([field, key]) => [field, t.any(key)])),
});

export function ItemFields({ kind }: { kind: Kind }) {
  const t = useT();
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="name" label={t('satellite.name')} required>
          <Input maxLength={60} />
        </Field>
        <Field name="nameEn" label={t('satellite.name_en')}>
          <Input maxLength={60} />
        </Field>
        {kind !== 'satellites' && (
          <Field name="band" label={t('satellite.band')} required>
            <Select options={bands.map((band) => ({ value: band, label: t(`satellite.band.${band}`) }))} />
          </Field>
        )}
        {Object.entries<MessageKey>(figures[kind]).map(([field, key]) => (
          <Field key={field} name={field} label={t.any(key)} required>
            <Input type="number" inputMode="decimal" step="any" className="num" />
          </Field>
        ))}
      </div>
      {kind === 'beams' && <BeamFields />}
      <Checkbox name="isSample" label={t('satellite.is_sample')} />
    </>
  );
}

function BeamFields() {
  const t = useT();
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field
        name="corners"
        label={t('satellite.shape')}
        hint={t('satellite.shape_hint')}
        required
        className="sm:col-span-2"
      >
        <Textarea rows={4} />
      </Field>
      <Field name="radiusKm" label={t('satellite.radius')}>
        <Input type="number" inputMode="decimal" step="any" className="num" />
      </Field>
      <span className="max-sm:hidden" />
      <Field name="downRates" label={t('satellite.down_rates')} hint={t('satellite.rates_hint')} required>
        <Input maxLength={100} />
      </Field>
      <Field name="upRates" label={t('satellite.up_rates')} hint={t('satellite.rates_hint')} required>
        <Input maxLength={100} />
      </Field>
    </div>
  );
}
