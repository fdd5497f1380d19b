import { lazy, type ReactNode, Suspense } from 'react';
import { useT } from '~/core/i18n';
import { yuanText } from '~/core/money';
import { paths } from '~/core/paths';
import { useAccountWords } from '~/features/accounts/account-words';
import type { AccountFact } from '~/features/accounts/rules';
import { Person } from '~/ui/avatar';
import { Section } from '~/ui/card';
import { Fact, Facts } from '~/ui/facts';
import { ChevronRight } from '~/ui/icons';
import { InlineEdit } from '~/ui/inline-edit';
import { Input } from '~/ui/input';
import { Link } from '~/ui/link';
import { MoneyInput } from '~/ui/money-input';
import { Select } from '~/ui/select';
import { Textarea } from '~/ui/textarea';
import { Money, None } from '~/ui/value';
import type { AccountData } from './route';

/** A hundred industries by name: fetched by those who change one. */
const IndustrySelect = lazy(() => import('~/features/accounts/industry-select'));

type Shown = Extract<keyof AccountData['account'], AccountFact>;

/** The profile; a click on a value edits it. */
export function FactsSection({ data }: { data: AccountData }) {
  const t = useT();
  const { account, may } = data;
  const words = useAccountWords();
  const editTo = `${paths.account(account.id)}/edit`;

  const fact = (field: Shown, shown: ReactNode, control?: ReactNode, value?: string) => {
    const stored = account[field];
    const raw = value ?? (stored === null ? '' : String(stored));
    return (
      <Fact key={field} label={words.labels[field]}>
        {may.update ? (
          <InlineEdit
            label={words.labels[field]}
            name="value"
            value={raw}
            hidden={{ intent: 'set', field, version: account.version }}
            editTo={editTo}
            control={control}
          >
            {shown}
          </InlineEdit>
        ) : (
          shown
        )}
      </Fact>
    );
  };
  const line = (field: Shown, className = '') =>
    fact(
      field,
      account[field] === null ? <None /> : <span className={className}>{String(account[field])}</span>,
      <Input maxLength={200} className="sm:!h-7" />,
    );
  const money = (field: 'monthlyRevenueFen' | 'registeredCapitalFen' | 'annualRevenueFen') =>
    fact(field, <Money fen={account[field]} />, <MoneyInput className="sm:!h-7" />, yuanText(account[field]));
  const choice = (field: Shown, options: { value: string; label: string }[], note?: string) => {
    const label = options.find(({ value }) => value === account[field])?.label;
    const blank = field === 'kind' || field === 'grade' ? undefined : t('common.none');
    const shown = label ? (
      <>
        {label}
        {note && <span className="ml-1.5 text-xs text-ink-3">{note}</span>}
      </>
    ) : (
      <None />
    );
    return fact(field, shown, <Select options={options} placeholder={blank} className="sm:!h-7" />);
  };

  return (
    <Section
      title={t('account.basics')}
      note={t('duplicates.complete', { n: data.complete })}
      action={may.update && <span className="text-ink-3 max-sm:hidden">{t('account.click_to_edit')}</span>}
    >
      <Facts>
        <Fact label={t('account.ownerId')}>
          {data.ownerName ? <Person name={data.ownerName} size="xs" /> : <None />}
        </Fact>
        {choice('grade', words.grades, t('account.grade_visits', { n: data.visitEvery }))}
        {choice('kind', words.kinds)}
        {fact(
          'industry',
          data.industry ? data.industry.name : <None />,
          <Suspense fallback={null}>
            <IndustrySelect />
          </Suspense>,
        )}
        {line('address')}
        {line('phone', 'num')}
        {money('monthlyRevenueFen')}
        {words.facets.map(({ name, options }) => choice(name, options))}
      </Facts>
      <details className="group/more">
        <summary className="flex min-h-7 items-center gap-1 text-xs text-ink-3 hover:text-ink max-sm:min-h-11">
          <ChevronRight className="text-[14px] transition-transform group-open/more:rotate-90" />
          {t('account.more_facts')}
        </summary>
        <Facts>
          {fact(
            'tailoringNote',
            account.tailoringNote ? <span className="whitespace-pre-line">{account.tailoringNote}</span> : <None />,
            <Textarea rows={4} maxLength={4000} />,
          )}
          {fact(
            'headcount',
            account.headcount === null ? (
              <None />
            ) : (
              <span className="num">{t('account.people_count', { n: account.headcount })}</span>
            ),
            <Input inputMode="numeric" maxLength={9} className="sm:!h-7" />,
          )}
          {money('annualRevenueFen')}
          {money('registeredCapitalFen')}
          {line('website')}
          {data.parentName && account.parentId && (
            <Fact label={t('account.parentId')}>
              <Link to={paths.account(account.parentId)} className="hover:text-brand-ink hover:underline">
                {data.parentName}
              </Link>
            </Fact>
          )}
          {account.latitude !== null && account.longitude !== null && (
            <Fact label={t('account.place')}>
              <span className="num">{`${account.longitude.toFixed(4)}, ${account.latitude.toFixed(4)}`}</span>
            </Fact>
          )}
        </Facts>
      </details>
    </Section>
  );
}
