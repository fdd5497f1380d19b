import { Form } from '@remix-run/react';
import { useState } from 'react';
import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { accessTechnologies } from '~/features/quotes/rules';
import { Button, ButtonLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { FieldError } from '~/ui/field';
import { MapPinCheck } from '~/ui/icons';
import { Input } from '~/ui/input';
import { PostButton } from '~/ui/post-button';
import { Select } from '~/ui/select';
import { LineList } from './line-list';
import type { QuoteAnswer, QuoteShown } from './route';
import { SiteAccess } from './site-access';
import { SiteRow } from './site-row';

/** The places quoted for, how each can be connected, and what is done with several at once. */
export function SitesTab({ data, answer }: { data: QuoteShown; answer: QuoteAnswer | undefined }) {
  const t = useT();
  const { quote, sites, site, may, groups } = data;
  const page = paths.quote(quote.id);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const verdictOf = (one: (typeof sites)[number]) =>
    one.feasibility.find(({ technology }) => technology === one.technology)?.verdict ??
    (one.feasibility.some(({ verdict }) => verdict === 'check') ? 'check' : 'no');
  const count = (verdict: string) => sites.filter((one) => verdictOf(one) === verdict).length;
  if (!sites.length)
    return (
      <EmptyState
        icon={MapPinCheck}
        title={t('quote_site.empty')}
        action={
          may.write && (
            <ButtonLink to={`${page}/sites`} variant="primary">
              {t('quote.add_sites')}
            </ButtonLink>
          )
        }
      >
        {t('quote_site.empty_hint')}
      </EmptyState>
    );
  return (
    <div className="grid gap-4">
      {site && (
        <Card title={site.name} note={t('quote_line.one_site')}>
          <SiteAccess data={data} site={site} answer={answer} />
          {site.bundled.length > 0 && (
            <LineList
              data={{ ...data, may: { ...data.may, write: false } }}
              lines={site.bundled}
              siteId={site.id}
              answer={undefined}
            />
          )}
          {site.lines.length > 0 && <LineList data={data} lines={site.lines} siteId={site.id} answer={answer} />}
          {site.lines.length + site.bundled.length === 0 && <p className="text-ink-3">{t('quote_line.empty')}</p>}
        </Card>
      )}
      <Card
        title={t('quote.tab.sites')}
        note={t('quote_site.summary', { yes: count('yes'), check: count('check'), no: count('no') })}
        action={
          may.write && (
            <PostButton action={page} navigate size="sm" fields={{ intent: 'recheck', version: quote.version }}>
              {t('quote_site.recheck')}
            </PostButton>
          )
        }
      >
        <Form method="post" action={page} preventScrollReset>
          <input type="hidden" name="version" value={quote.version} />
          {may.write && (
            <div className="mb-2 flex flex-wrap items-center gap-2 border-b border-line pb-2">
              <label className="flex min-h-8 items-center gap-2 max-sm:min-h-11">
                <input
                  type="checkbox"
                  checked={chosen.size === sites.length}
                  onChange={(event) => setChosen(new Set(event.currentTarget.checked ? sites.map(({ id }) => id) : []))}
                />
                {t('quote_site.select_all')}
              </label>
              <Input
                name="groupName"
                list="quote-groups"
                aria-label={t('quote_site.group')}
                placeholder={t('quote_site.group')}
                maxLength={40}
                className="!w-28"
              />
              <datalist id="quote-groups">
                {groups.map((group) => (
                  <option key={group} value={group} />
                ))}
              </datalist>
              <Button type="submit" name="intent" value="group" size="sm">
                {t('quote_site.set_group')}
              </Button>
              <Select
                name="technology"
                aria-label={t('quote_site.technology')}
                className="!w-28"
                placeholder={t('access.none')}
                options={accessTechnologies.map((one) => ({ value: one, label: t(`access.${one}`) }))}
              />
              <Button type="submit" name="intent" value="connect" size="sm">
                {t('quote_site.set_technology')}
              </Button>
              <Button type="submit" formAction={`${page}/lines`} formMethod="get" name="ticked" value="1" size="sm">
                {t('quote_site.add_product')}
              </Button>
              <Button type="submit" name="intent" value="remove_sites" size="sm" variant="ghost">
                {t('quote_site.remove')}
              </Button>
              {answer?.fields?.ids && <FieldError message={answer.fields.ids} />}
            </div>
          )}
          <ul className="divide-y divide-line">
            {sites.map((one) => (
              <SiteRow
                key={one.id}
                site={one}
                to={`${page}?tab=sites&site=${one.id}`}
                mayChoose={may.write}
                isChosen={chosen.has(one.id)}
                choose={(yes) =>
                  setChosen((before) => {
                    const next = new Set(before);
                    if (yes) next.add(one.id);
                    else next.delete(one.id);
                    return next;
                  })
                }
              />
            ))}
          </ul>
        </Form>
      </Card>
    </div>
  );
}
