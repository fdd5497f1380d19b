import { Form } from '@remix-run/react';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { Input } from '~/ui/input';
import { Link } from '~/ui/link';
import { Money } from '~/ui/value';
import type { AddingData } from './route';

/** The catalogue, searched; the sites that were ticked come along. */
export function ChooseOffering({ data }: { data: AddingData }) {
  const t = useT();
  const f = useFormat();
  const page = `${paths.quote(data.quote.id)}/lines`;
  const to = (offering: string) =>
    `${page}?${new URLSearchParams([['offering', offering], ...data.ticked.map((id): [string, string] => ['ids', id])])}`;
  return (
    <>
      <Form method="get" action={page} className="flex gap-2">
        {data.ticked.map((id) => (
          <input key={id} type="hidden" name="ids" value={id} />
        ))}
        <Input
          name="q"
          defaultValue={data.text}
          aria-label={t('quote_line.search')}
          placeholder={t('quote_line.search')}
          maxLength={80}
        />
        <Button type="submit">{t('quote_line.find')}</Button>
      </Form>
      {data.found.length === 0 && <p className="text-ink-3">{t('quote_line.none')}</p>}
      <ul className="divide-y divide-line rounded-[10px] border border-line bg-surface max-sm:rounded-2xl">
        {data.found.map((one) => (
          <li key={one.id}>
            <Link
              to={to(one.id)}
              className="flex flex-wrap items-baseline gap-x-3 px-3 py-2 hover:bg-sunken max-sm:py-3"
            >
              <span className="min-w-0 flex-1 truncate font-medium">
                {(f.locale === 'en' && one.nameEn) || one.name}
              </span>
              <Badge>{t(`line.${one.line}`)}</Badge>
              {one.certificateCode && (
                <Badge tone="warn">{t('quote_line.needs_certificate', { code: one.certificateCode })}</Badge>
              )}
              <span className="text-xs text-ink-3">{one.code}</span>
              <span className="w-24 text-right">
                {one.listMonthlyFen !== null && (
                  <>
                    <Money fen={one.listMonthlyFen} />
                    <span className="text-xs text-ink-3">{t('quote_line.per.month')}</span>
                  </>
                )}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
