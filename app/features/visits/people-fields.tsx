import { useLocation } from '@remix-run/react';
import { useT } from '~/core/i18n';
import { useBox } from '~/core/offline/use-box';
import { keptContacts } from '~/features/contacts/offline';
import { ChipField } from '~/ui/chip-group';
import { Plus, UserPlus } from '~/ui/icons';
import { Link } from '~/ui/link';
import type { VisitPickers } from './pickers';
import { SameCompany } from './same-company';

type PeopleFieldsProps = {
  accountId: string;
  pickers: VisitPickers;
  /** Who is looking; not offered as company for oneself. */
  me: string;
  theirsLabel: string;
  /** Whether the visit is one that may be like the last. */
  offersLast?: boolean;
  contactIds?: string[];
  personIds?: string[];
};

const nearest = 8;

/** Who is met, and who comes along. Only people of the chosen account and of its company are offered. */
export function PeopleFields({
  accountId,
  pickers,
  me,
  theirsLabel,
  offersLast = false,
  contactIds = [],
  personIds = [],
}: PeopleFieldsProps) {
  const t = useT();
  const { pathname, search } = useLocation();
  const known = pickers.contacts.map(({ id, name, buyingRole }) => ({
    value: id,
    label: buyingRole ? `${name} · ${t(`contact.role.${buyingRole}`)}` : name,
  }));
  const waiting = keptContacts(useBox()?.items ?? [], accountId)
    .filter(({ id }) => !known.some(({ value }) => value === id))
    .map(({ id, name }) => ({ value: id, label: t('outbox.contact_waiting', { name }) }));
  const contacts = [...known, ...waiting];
  const addContact = `/accounts/${accountId}/people?${new URLSearchParams({ peek: 'new', back: pathname + search })}`;
  const colleagues = pickers.colleagues
    .filter((person) => person.id !== me)
    .map(({ id, name, isLead }) => ({ value: id, label: isLead ? `${name} · ${t('visit.joint')}` : name }));
  const near = colleagues.filter((one, i) => i < nearest || personIds.includes(one.value));
  const far = colleagues.filter((one) => !near.includes(one));
  return (
    <>
      {offersLast && pickers.last && <SameCompany last={pickers.last} me={me} />}
      <div className="grid gap-1.5">
        {contacts.length > 0 ? (
          <ChipField name="contactIds" label={theirsLabel} type="checkbox" options={contacts} value={contactIds} />
        ) : (
          <p className="text-ink-3">{t('visit.no_contacts')}</p>
        )}
        <Link
          to={addContact}
          className="inline-flex w-fit items-center gap-1 text-xs font-medium text-brand-ink hover:underline max-sm:min-h-11 max-sm:text-sm"
        >
          <UserPlus className="text-[14px]" />
          {t('visit.add_contact')}
        </Link>
      </div>
      {near.length > 0 && (
        <details open={personIds.length > 0} className="group">
          <summary className="flex w-fit items-center gap-1 text-xs font-medium text-ink-2 hover:text-ink group-open:hidden max-sm:min-h-11 max-sm:text-sm">
            <Plus className="text-[14px]" />
            {t('visit.who_ours')}
          </summary>
          <div className="grid gap-2">
            <ChipField name="personIds" label={t('visit.who_ours')} type="checkbox" options={near} value={personIds} />
            {far.length > 0 && (
              <details>
                <summary className="w-fit text-xs text-ink-3 hover:text-ink max-sm:py-3.5">
                  {t('visit.more_colleagues')}
                </summary>
                <div className="mt-2">
                  <ChipField
                    name="personIds"
                    label={t('visit.more_colleagues')}
                    type="checkbox"
                    options={far}
                    value={personIds}
                  />
                </div>
              </details>
            )}
          </div>
        </details>
      )}
    </>
  );
}
