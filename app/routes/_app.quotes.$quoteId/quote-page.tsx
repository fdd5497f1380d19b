import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { QuoteBadge } from '~/features/quotes/quote-badge';
import { percentOf } from '~/features/quotes/words';
import { ButtonLink } from '~/ui/button';
import { Figures } from '~/ui/figures';
import { FormErrors } from '~/ui/form-errors';
import { Pencil, Plus } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { Tabs } from '~/ui/tabs';
import { LinesTab } from './lines-tab';
import { QuoteMenu } from './quote-menu';
import type { QuoteAnswer, QuoteShown } from './route';
import { SitesTab } from './sites-tab';
import { VersionsTab } from './versions-tab';

export function QuotePage({ data, answer }: { data: QuoteShown; answer: QuoteAnswer | undefined }) {
  const t = useT();
  const { quote, economics, sum, may, tab } = data;
  const page = paths.quote(quote.id);
  const prices = data.offers.bundles.reduce((n, { lines }) => n + lines.length, data.lines.length);
  const atField = Object.keys(answer?.fields ?? {}).length > 0;
  return (
    <>
      <PageHead
        title={quote.title}
        back="/quotes"
        crumbs={data.accountName ? [{ to: paths.opportunity(quote.opportunityId), label: data.accountName }] : []}
        tabs={
          <Tabs
            label={t('quote.show')}
            items={[
              { to: page, label: t('quote.tab.lines'), count: prices, active: tab === 'lines' },
              {
                to: `${page}?tab=sites`,
                label: t('quote.tab.sites'),
                count: data.sites.length,
                active: tab === 'sites',
              },
              {
                to: `${page}?tab=versions`,
                label: t('quote.tab.versions'),
                count: data.versions.length,
                active: tab === 'versions',
              },
            ]}
          />
        }
        primary={
          may.write
            ? tab === 'sites'
              ? { to: `${page}/sites`, label: t('quote.add_sites'), icon: Plus }
              : { to: `${page}/lines`, label: t('quote.add_lines'), icon: Plus }
            : undefined
        }
      >
        {may.write && (
          <ButtonLink to={`${page}/edit`} icon={Pencil} className="max-sm:!px-0 max-sm:aspect-square max-sm:border-0">
            <span className="max-sm:sr-only">{t('quote.edit')}</span>
          </ButtonLink>
        )}
        <ButtonLink to={paths.offer(quote.id)} className="max-sm:hidden">
          {t('offer.page')}
        </ButtonLink>
        <QuoteMenu data={data} />
      </PageHead>
      <Figures
        items={[
          {
            label: t('quote.state'),
            value: <QuoteBadge state={quote.state} />,
            note: t('quote.version_n', { n: quote.revision }),
          },
          { label: t('quote.total'), fen: sum.totalFen, note: t('quote.months_n', { n: quote.months }) },
          { label: t('quote.one_off'), fen: sum.oneOffFen },
          { label: t('quote.monthly'), fen: sum.monthlyFen },
          ...(economics ? [marginFigure(t, economics)] : []),
        ]}
      />
      <PageBody>
        {answer?.ok === false && (
          <FormErrors
            refusal={{ ...answer, ok: false, reason: answer.reason ?? 'invalid', fields: atField ? answer.fields : {} }}
          />
        )}
        {tab === 'lines' && <LinesTab data={data} answer={answer} />}
        {tab === 'sites' && <SitesTab data={data} answer={answer} />}
        {tab === 'versions' && <VersionsTab data={data} />}
      </PageBody>
    </>
  );
}

function marginFigure(
  t: ReturnType<typeof useT>,
  { marginBp, breakEvenMonth, cash }: NonNullable<QuoteShown['economics']>,
) {
  const when =
    breakEvenMonth === 0 ? t('quote.break_even_start') : t('quote.break_even_month', { n: breakEvenMonth ?? 0 });
  const note =
    breakEvenMonth === null
      ? cash.length
        ? t('quote.break_even_never')
        : undefined
      : `${t('quote.break_even')} ${when}`;
  return {
    label: t('quote.margin'),
    value: marginBp === null ? '—' : percentOf(marginBp),
    tone: marginBp !== null && marginBp < 0 ? ('bad' as const) : undefined,
    note,
  };
}
