import { useT } from '~/core/i18n';
import { ViewSwitch } from '~/ui/view-switch';

/** Likely duplicates among accounts, or among the people of an account. */
export function SubjectSwitch({ of }: { of: 'accounts' | 'contacts' }) {
  const t = useT();
  return (
    <div className="flex">
      <ViewSwitch
        label={t('twins.subject')}
        items={[
          { to: '/accounts/duplicates', label: t('twins.accounts'), active: of === 'accounts' },
          { to: '/contacts/duplicates', label: t('twins.contacts'), active: of === 'contacts' },
        ]}
      />
    </div>
  );
}
