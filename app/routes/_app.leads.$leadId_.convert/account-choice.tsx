import { useT } from '~/core/i18n';
import { useFormScope } from '~/ui/form-scope';

type AccountChoiceProps = { accounts: { id: string; name: string; ownerName: string | null }[] };

/** The customer it is, or a new one; whoever it was recognised as is chosen beforehand. */
export function AccountChoice({ accounts }: AccountChoiceProps) {
  const t = useT();
  const scope = useFormScope();
  const error = scope?.errors.account;
  const chosen = String(scope?.values.account ?? accounts[0]?.id ?? 'new');
  const options = [
    ...accounts.map(({ id, name, ownerName }) => ({
      value: id,
      label: name,
      hint: ownerName ?? t('lead.convert.known'),
    })),
    { value: 'new', label: t('lead.convert.new_account'), hint: t('lead.convert.new_account_hint') },
  ];
  return (
    <fieldset className="grid gap-2">
      <legend className="sr-only">{t('lead.convert.account')}</legend>
      {options.map(({ value, label, hint }) => (
        <label
          key={value}
          className="flex min-h-11 cursor-pointer items-center gap-3 rounded-lg border border-line px-3 py-2 has-checked:border-brand has-checked:bg-brand-soft"
        >
          <input type="radio" name="account" value={value} defaultChecked={value === chosen} className="accent-brand" />
          <span className="min-w-0">
            <span className="block break-words font-medium">{label}</span>
            <span className="block text-sm text-ink-3">{hint}</span>
          </span>
        </label>
      ))}
      {error && <p className="text-sm text-bad-ink">{t.any(error)}</p>}
    </fieldset>
  );
}
