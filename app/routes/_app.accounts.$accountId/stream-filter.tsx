import { Form, useSubmit } from '@remix-run/react';
import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { everyChannel } from '~/features/interactions/rules';
import { Button } from '~/ui/button';
import { Link } from '~/ui/link';
import { Select } from '~/ui/select';
import type { AccountData } from './route';

/** By what way and by which department; the address says so, with or without script. */
export function StreamFilter({ data }: { data: AccountData }) {
  const t = useT();
  const submit = useSubmit();
  const { account, kind, channel, unitId, departments } = data;
  const here = paths.account(account.id);
  const isNarrow = channel !== null || unitId !== null;
  return (
    <Form
      key={`${kind} ${channel} ${unitId}`}
      action={here}
      onChange={(event) => submit(event.currentTarget, { preventScrollReset: true })}
      className="flex flex-wrap items-center gap-2"
    >
      {kind && <input type="hidden" name="kind" value={kind} />}
      <div className="min-w-32 max-sm:flex-1">
        <Select
          name="channel"
          aria-label={t('timeline.filter_channel')}
          placeholder={t('timeline.any_channel')}
          options={everyChannel.map((one) => ({ value: one, label: t(`timeline.channel.${one}`) }))}
          defaultValue={channel ?? ''}
        />
      </div>
      {(departments.length > 1 || unitId !== null) && (
        <div className="min-w-32 max-sm:flex-1">
          <Select
            name="unit"
            aria-label={t('timeline.filter_unit')}
            placeholder={t('timeline.any_unit')}
            options={departments.map(({ id, name }) => ({ value: String(id), label: name }))}
            defaultValue={unitId === null ? '' : String(unitId)}
          />
        </div>
      )}
      <span className="hidden noscript:block">
        <Button type="submit">{t('common.apply')}</Button>
      </span>
      {isNarrow && (
        <Link
          to={kind ? `${here}?kind=${kind}` : here}
          preventScrollReset
          className="text-xs text-brand-ink hover:underline max-sm:py-3.5"
        >
          {t('timeline.clear')}
        </Link>
      )}
    </Form>
  );
}
