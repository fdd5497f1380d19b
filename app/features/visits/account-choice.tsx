import { useT } from '~/core/i18n';
import { Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { Building2 } from '~/ui/icons';
import { AccountRow } from './account-row';
import { AccountSearch } from './account-search';

type AccountChoiceProps = {
  q: string;
  /** Parameters of this page that outlive the choice. */
  keep: Record<string, string>;
  accounts: { id: string; name: string; ownerName: string | null }[];
};

/** First the account, by search or of those seen lately. */
export function AccountChoice({ q, keep, accounts }: AccountChoiceProps) {
  const t = useT();
  const to = (id: string) => `?${new URLSearchParams({ ...keep, account: id })}`;
  return (
    <div className="grid gap-4">
      <AccountSearch q={q} keep={keep} />
      <Card title={q ? t('visit.found_accounts') : t('visit.recent_accounts')} padded={false}>
        {accounts.length === 0 && (
          <EmptyState icon={Building2} title={t('visit.no_account_found')}>
            {t('visit.no_account_hint')}
          </EmptyState>
        )}
        <ul className="divide-y divide-line">
          {accounts.map(({ id, name, ownerName }) => (
            <AccountRow key={id} to={to(id)} name={name}>
              {ownerName}
            </AccountRow>
          ))}
        </ul>
      </Card>
    </div>
  );
}
