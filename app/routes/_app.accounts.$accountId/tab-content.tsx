import { useT } from '~/core/i18n';
import { countCap } from '~/core/paging';
import { paths } from '~/core/paths';
import { ButtonLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { Plus } from '~/ui/icons';
import { Tabs } from '~/ui/tabs';
import { ChildRows } from './child-rows';
import { ContactRows } from './contact-rows';
import { DealRows } from './deal-rows';
import type { AccountData } from './route';
import { Stream } from './stream';
import { VisitRows } from './visit-rows';

/** The middle of the page: what happened, and the records below the account. */
export function TabContent({ data }: { data: AccountData }) {
  const t = useT();
  const { account, tab, may } = data;
  const here = paths.account(account.id);
  const counted = (n: number) => (n > countCap ? `${countCap}+` : n);
  const items = [
    { name: 'stream', count: undefined },
    { name: 'opportunities', count: data.deals.length },
    { name: 'people', count: data.contacts.length },
    { name: 'visits', count: counted(data.pulse.visits) },
    { name: 'children', count: data.pulse.children },
  ] as const;
  const add = {
    stream: null,
    opportunities: may.createOpportunity
      ? { to: `/opportunities/new?account=${account.id}`, label: t('account.new_opportunity') }
      : null,
    people: may.writeContacts ? { to: `${here}/people?peek=new`, label: t('contact.new') } : null,
    visits: may.logVisit ? { to: `/visits/new?account=${account.id}&mode=log`, label: t('account.log_visit') } : null,
    children: may.createAccount ? { to: `/accounts/new?parent=${account.id}`, label: t('account.child_add') } : null,
  }[tab];
  return (
    <>
      <div className="-mx-5 -mt-5 flex items-center border-b border-line bg-surface px-5 max-sm:-mx-4 max-sm:-mt-4 max-sm:px-4">
        <div className="min-w-0 flex-1">
          <Tabs
            label={t('account.tabs')}
            items={items.map(({ name, count }) => ({
              to: name === 'stream' ? here : `${here}?tab=${name}`,
              label: t(`account.tab.${name}`),
              count,
              active: tab === name,
            }))}
          />
        </div>
        {add && (
          <ButtonLink to={add.to} size="sm" icon={Plus} className="max-sm:hidden">
            {add.label}
          </ButtonLink>
        )}
      </div>
      {tab === 'stream' && <Stream data={data} />}
      {tab !== 'stream' && (
        <Card padded={false} className="overflow-hidden">
          {tab === 'opportunities' && <DealRows data={data} />}
          {tab === 'people' && <ContactRows data={data} />}
          {tab === 'visits' && <VisitRows data={data} />}
          {tab === 'children' && <ChildRows data={data} />}
        </Card>
      )}
    </>
  );
}
