import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useLocale, useT } from '~/core/i18n';
import { readCursor } from '~/core/paging';
import { descriptionIn, nameIn } from '~/features/offerings/named';
import { productLines } from '~/features/offerings/rules';
import { listSheets } from '~/features/offerings/sheets.server';
import { Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { ChevronRight, Package } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const { searchParams } = new URL(request.url);
  const line = productLines.find((one) => one === searchParams.get('line'));
  return { line, ...(await listSheets(ctx, line ? [line] : [], readCursor(searchParams.get('after')))) };
}

export default function Sheets() {
  const t = useT();
  const locale = useLocale();
  const { rows, after, line } = useLoaderData<typeof loader>();
  const chip = (to: string, label: string, isOn: boolean) => (
    <Link
      key={to}
      to={to}
      aria-current={isOn ? 'true' : undefined}
      className={`inline-flex h-8 shrink-0 items-center rounded-full border px-3 text-sm max-sm:h-11 max-sm:px-4 ${isOn ? 'border-brand bg-brand-soft text-brand-ink' : 'border-line-strong bg-surface text-ink-2'}`}
    >
      {label}
    </Link>
  );
  return (
    <>
      <PageHead title={t('sheet.title')} back="/refer" />
      <PageBody narrow>
        <p className="text-ink-2">{t('sheet.hint')}</p>
        <nav aria-label={t('lead.line')} className="flex flex-wrap gap-1.5 max-sm:gap-2">
          {chip('/sheets', t('sheet.all'), !line)}
          {productLines.map((one) => chip(`/sheets?line=${one}`, t(`line.${one}`), one === line))}
        </nav>
        <Card padded={false}>
          {rows.length === 0 && (
            <EmptyState icon={Package} title={t('sheet.empty')}>
              {t('sheet.empty_hint')}
            </EmptyState>
          )}
          <ul className="divide-y divide-line" aria-label={t('sheet.title')}>
            {rows.map((one) => (
              <li key={one.id}>
                <Link
                  to={`/sheets/${one.id}`}
                  className="flex min-h-14 items-center gap-3 px-4 py-2.5 hover:bg-sunken active:bg-sunken"
                >
                  <span className="min-w-0 flex-1">
                    <span className="block font-medium">{nameIn(locale, one)}</span>
                    <span className="block truncate text-sm text-ink-3">
                      {descriptionIn(locale, one) ?? t(`line.${one.line}`)}
                    </span>
                  </span>
                  <ChevronRight className="text-[18px] text-ink-3" />
                </Link>
              </li>
            ))}
          </ul>
        </Card>
        <Pager before={null} after={after} />
      </PageBody>
    </>
  );
}
