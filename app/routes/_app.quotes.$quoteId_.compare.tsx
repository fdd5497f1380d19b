import type { LoaderFunctionArgs } from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import clsx from 'clsx';
import { Children, type ReactNode } from 'react';
import { requireContext } from '~/core/context.server';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { type ComparedLine, compareDocuments } from '~/features/quotes/compare';
import { composeDocument } from '~/features/quotes/compose.server';
import type { QuoteDocument } from '~/features/quotes/document';
import { getQuote, listLines, listOthers, listSites, listVersions } from '~/features/quotes/queries/quote.server';
import { Button } from '~/ui/button';
import { Card } from '~/ui/card';
import { PageBody, PageHead } from '~/ui/page-head';
import { Select } from '~/ui/select';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'quote.read');
  const { quote } = await getQuote(ctx, params.quoteId!);
  const [versions, others] = await Promise.all([listVersions(ctx, quote), listOthers(ctx, quote)]);
  const wanted = new URL(request.url).searchParams.get('with') ?? versions[0]?.id ?? others[0]?.id ?? null;
  const now = async (id: string): Promise<QuoteDocument> => {
    const { quote } = await getQuote(ctx, id);
    const [sites, lines] = await Promise.all([listSites(ctx, quote), listLines(ctx, quote)]);
    return composeDocument(ctx, quote, sites, lines);
  };
  const version = versions.find(({ id }) => id === wanted);
  const other = others.find(({ id }) => id === wanted);
  const [left, right] = await Promise.all([now(quote.id), version ? version.document : other ? now(other.id) : null]);
  return {
    id: quote.id,
    wanted: version?.id ?? other?.id ?? '',
    versions: versions.map(({ id, revision }) => ({ id, revision })),
    others: others.map(({ id, title }) => ({ id, title })),
    right: right && { title: right.title, revision: version ? right.revision : null },
    title: left.title,
    comparison: right && compareDocuments(left, right),
  };
}

/** Two quotes or versions side by side: what each line comes to in both, and the difference. */
export default function CompareQuotes() {
  const t = useT();
  const f = useFormat();
  const { id, wanted, versions, others, right, title, comparison } = useLoaderData<typeof loader>();
  const options = [
    ...versions.map((one) => ({ value: one.id, label: t('quote.version_n', { n: one.revision }) })),
    ...others.map((one) => ({ value: one.id, label: one.title })),
  ];
  const signed = (fen: number) => (fen === 0 ? '—' : `${fen > 0 ? '+' : '−'}${f.yuan(Math.abs(fen))}`);
  return (
    <>
      <PageHead title={t('quote_compare.title')} back={paths.quote(id)} />
      <PageBody>
        {options.length === 0 ? (
          <p className="text-ink-3">{t('quote_compare.nothing')}</p>
        ) : (
          <Form method="get" className="flex flex-wrap items-center gap-2">
            <span className="text-ink-2">{t('quote_compare.with')}</span>
            <Select
              name="with"
              aria-label={t('quote_compare.with')}
              options={options}
              defaultValue={wanted}
              className="!w-64"
            />
            <Button type="submit">{t('quote_compare.choose')}</Button>
          </Form>
        )}
        {comparison && right && (
          <Card padded={false}>
            <table className="w-full">
              <thead>
                <tr className="border-b border-line text-left text-xs text-ink-3 [&>th]:px-3 [&>th]:py-2 max-sm:[&>th]:px-2">
                  <th className="max-sm:hidden">{t('quote_compare.line')}</th>
                  <th className="text-right">{`${title} · ${t('quote_compare.this')}`}</th>
                  <th className="text-right">
                    {right.title}
                    {right.revision !== null && ` · ${t('quote.version_n', { n: right.revision })}`}
                  </th>
                  <th className="text-right">{t('quote_compare.difference')}</th>
                </tr>
              </thead>
              <tbody>
                {sums.map(([key, label]) => (
                  <ComparedRow key={key} name={t(label)} isSum>
                    {f.yuan(comparison.left[key])}
                    {f.yuan(comparison.right[key])}
                    {signed(comparison.left[key] - comparison.right[key])}
                  </ComparedRow>
                ))}
                {comparison.changed.map((row) => (
                  <ComparedRow
                    key={row.key}
                    name={(f.locale === 'en' && row.nameEn) || row.name}
                    of={row.site ?? t('quote_line.whole')}
                  >
                    <Side side={row.left} />
                    <Side side={row.right} />
                    {signed((row.left?.totalFen ?? 0) - (row.right?.totalFen ?? 0))}
                  </ComparedRow>
                ))}
              </tbody>
            </table>
            <p className="px-3 py-2 text-xs text-ink-3">
              {comparison.changed.length === 0
                ? t('quote_compare.same')
                : t('quote_compare.unchanged', { n: comparison.unchanged })}
            </p>
          </Card>
        )}
      </PageBody>
    </>
  );
}

const sums = [
  ['totalFen', 'quote.total'],
  ['oneOffFen', 'quote.one_off'],
  ['monthlyFen', 'quote.monthly'],
  ['grossFen', 'quote.gross'],
] as const;

type ComparedRowProps = { name: string; of?: string; isSum?: boolean; children: ReactNode };

/** What is compared, and three figures; on the phone its name has a row of its own above them. */
function ComparedRow({ name, of, isSum, children }: ComparedRowProps) {
  const named = (
    <>
      {name}
      {of && <span className="block text-xs font-normal text-ink-3">{of}</span>}
    </>
  );
  return (
    <>
      <tr className={clsx('sm:hidden', isSum && 'font-semibold')}>
        <td colSpan={3} className="px-2 pt-2">
          {named}
        </td>
      </tr>
      <tr className={clsx('border-b border-line', isSum && 'font-semibold')}>
        <td className="px-3 py-1.5 max-sm:hidden">{named}</td>
        {Children.map(children, (figure) => (
          <td className="num px-3 py-1.5 text-right align-top whitespace-nowrap max-sm:px-2 max-sm:text-sm">
            {figure}
          </td>
        ))}
      </tr>
    </>
  );
}

function Side({ side }: { side: ComparedLine['left'] }) {
  const f = useFormat();
  if (!side) return <>—</>;
  return (
    <>
      {f.yuan(side.totalFen)}
      <span className="block text-xs text-ink-3 max-sm:whitespace-normal">
        {[`${side.quantity} × ${f.yuan(side.amountFen)}`, side.discountBp > 0 && `−${side.discountBp / 100}%`]
          .filter(Boolean)
          .join(', ')}
      </span>
    </>
  );
}
