import { useT } from '~/core/i18n';
import { ChipField } from '~/ui/chip-group';
import { Field } from '~/ui/field';
import { Select } from '~/ui/select';
import type { VisitPickers } from './pickers';
import { channels, visitTypes } from './rules';
import { Unregistered } from './unregistered';

export function TypeField({ type = 'routine' }: { type?: string }) {
  const t = useT();
  return (
    <Unregistered>
      <ChipField
        name="type"
        label={t('visit.type')}
        required
        options={visitTypes.map((value) => ({ value, label: t(`visit.type.${value}`) }))}
        value={type}
      />
    </Unregistered>
  );
}

export function ChannelField({ channel = 'onsite' }: { channel?: string }) {
  const t = useT();
  return (
    <Unregistered>
      <ChipField
        name="channel"
        label={t('visit.channel')}
        required
        options={channels.map((value) => ({ value, label: t(`visit.channel.${value}`) }))}
        value={channel}
      />
    </Unregistered>
  );
}

type OpportunityFieldProps = { opportunities: VisitPickers['opportunities']; value?: string | null };

/** The open opportunities of the account; one that is closed stays when it was chosen before. */
export function OpportunityField({ opportunities, value }: OpportunityFieldProps) {
  const t = useT();
  const offered = opportunities.filter((one) => one.isOpen || one.id === value);
  if (!offered.length) return null;
  return (
    <Field name="opportunityId" label={t('visit.opportunity')}>
      <Select
        options={offered.map(({ id, title }) => ({ value: id, label: title }))}
        placeholder={t('visit.no_opportunity')}
        defaultValue={value ?? undefined}
      />
    </Field>
  );
}
