import type { Content, TableCell } from 'pdfmake/interfaces';
import type { Formatter } from '~/core/format';
import type { Translate } from '~/core/message';
import type { DocumentLine, DocumentSite, QuoteDocument } from '~/features/quotes/document';
import { type Block, type Group, groupsOf, type Sums } from './blocks';
import { faint, line, sheet } from './look';

type Words = { t: Translate; f: Formatter; locale: 'zh-CN' | 'en' };

/** The same widths in the head, in each site's own table and in the sums: so columns stand below each other. */
const widths = ['*', 50, 76, 36, 76, 72];
const right = (text: string, more: object = {}) => ({ text, alignment: 'right' as const, noWrap: true, ...more });
const plain = { hLineWidth: () => 0, vLineWidth: () => 0, paddingLeft: () => 4, paddingRight: () => 4 };
const rows = { ...plain, paddingTop: () => 1, paddingBottom: () => 1 };

export const yuan = (f: Formatter, fen: number) => f.yuan(fen);

const named = <T extends { offeringName: string; offeringNameEn: string | null }>(one: T, locale: string) =>
  (locale === 'en' && one.offeringNameEn) || one.offeringName;

const often = ({ t }: Words, one: DocumentLine) =>
  one.kind === 'one_off' ? t('offer_paper.once') : one.period ? t(`offer_paper.per.${one.period}`) : '';

function tiersOf({ t, f }: Words, { amountFen, tiers }: DocumentLine) {
  const steps = [{ from: 1, amountFen }, ...[...tiers].sort((a, b) => a.from - b.from).filter(({ from }) => from > 1)];
  const told = steps.map((step, i) => {
    const next = steps[i + 1];
    const price = yuan(f, step.amountFen);
    return next
      ? t('offer_paper.tier_span', { from: step.from, to: next.from - 1, price })
      : t('offer_paper.tier', { from: step.from, price });
  });
  return t('offer_paper.tiers', { steps: told.join(' · ') });
}

function row(words: Words, one: DocumentLine): TableCell[] {
  const { t, f, locale } = words;
  const price = (locale === 'en' && one.priceNameEn) || one.priceName;
  const kind = one.kind === 'usage' ? ` · ${t('offer_paper.usage')}` : '';
  const per = one.kind === 'one_off' ? '' : often(words, one);
  return [
    {
      text: [
        named(one, locale),
        {
          text: `  ${price}${kind}${one.kind === 'one_off' ? ` · ${often(words, one)}` : ''}`,
          fontSize: 7.5,
          color: faint,
        },
        ...(one.tiers.length ? [{ text: `\n${tiersOf(words, one)}`, fontSize: 7.5, color: faint }] : []),
      ],
    },
    right(t(`offer_paper.unit.${one.unit}`, { n: one.quantity })),
    right(one.tiers.length ? '—' : `${yuan(f, one.amountFen)}${per}`),
    right(one.sum.discountBp > 0 ? f.percent(one.sum.discountBp / 10_000) : '—'),
    right(`${yuan(f, one.sum.netFen)}${per}`),
    right(yuan(f, one.sum.totalFen)),
  ];
}

function siteHead(words: Words, site: DocumentSite | null, isContinued: boolean): Content {
  const { t } = words;
  const more = isContinued ? t('offer_paper.continued') : '';
  if (!site) return { text: t('offer_paper.whole') + more, bold: true, margin: [4, 2, 4, 1] };
  const { technology, feasibility } = site;
  const facts = [
    site.address,
    technology && t('offer_paper.access', { way: t(`offer_paper.way.${feasibility?.band ?? technology}`) }),
    feasibility?.leadDays != null && t('offer_paper.lead_time', { n: feasibility.leadDays }),
    feasibility?.verdict === 'check' && t('offer_paper.subject_to_survey'),
  ].filter(Boolean);
  return {
    margin: [4, 2, 4, 1],
    text: [
      { text: site.name + more, bold: true },
      { text: facts.length ? `   ${facts.join(' · ')}` : '', fontSize: 7.5, color: faint },
    ],
  };
}

function groupSums({ t, f }: Words, group: Group, sums: Sums): Content {
  const told = group.name ?? t('offer_paper.no_group');
  return {
    margin: [0, 3, 0, 3],
    layout: { ...plain, paddingTop: () => 4, paddingBottom: () => 4 },
    table: {
      widths: ['*', 130, 130, 90],
      body: [
        [
          {
            text: `${t('offer_paper.group_sum', { group: told })} · ${t('offer_paper.sites', { n: group.sites })}`,
            bold: true,
          },
          right(`${t('offer_paper.one_off')} ${yuan(f, sums.oneOffFen)}`),
          right(`${t('offer_paper.monthly')} ${yuan(f, sums.monthlyFen)}`),
          right(yuan(f, sums.totalFen), { bold: true }),
        ].map((cell) => ({
          ...cell,
          fillColor: sheet,
        })) as TableCell[],
      ],
    },
  };
}

const blockTable = (words: Words, block: Block): Content =>
  block.lines.length
    ? { layout: rows, fontSize: 8.5, table: { widths, body: block.lines.map((one) => row(words, one)) } }
    : { text: '—', margin: [4, 2, 4, 2], color: faint };

/** Sites and their lines: a site is one row of the outer table and is never torn; the head comes again on every page. */
export function linesTable(document: QuoteDocument, words: Words): Content {
  const { t } = words;
  const groups = groupsOf(document);
  const shownGroups = groups.filter(({ name, sites }) => name !== null || sites > 0).length > 1;
  const body: TableCell[][] = groups.flatMap((group) =>
    group.blocks.map((block, i): TableCell[] => {
      const isFirst = i === 0 && group.name !== null;
      const isLast = i === group.blocks.length - 1 && group.sites > 0 && (shownGroups || group.name !== null);
      return [
        {
          stack: [
            ...(isFirst
              ? [
                  {
                    text: group.name ?? '',
                    bold: true,
                    fontSize: 10.5,
                    margin: [4, 6, 4, 2] as [number, number, number, number],
                  },
                ]
              : []),
            siteHead(words, block.site, block.isContinued),
            blockTable(words, block),
            ...(isLast ? [groupSums(words, group, group.sums)] : []),
          ],
        },
      ];
    }),
  );
  const head: TableCell[] = (['item', 'quantity', 'unit_price', 'discount', 'net', 'line_total'] as const).map(
    (name, i) => ({
      text: t(`offer_paper.${name}`),
      bold: true,
      fontSize: 8,
      color: faint,
      ...(i > 0 && { alignment: 'right' as const }),
    }),
  );
  return {
    layout: {
      hLineWidth: (i, node) => (i === 0 ? 0 : i === 1 || i === node.table.body.length ? 0.8 : 0.4),
      hLineColor: () => line,
      vLineWidth: () => 0,
      paddingLeft: () => 0,
      paddingRight: () => 0,
      paddingTop: () => 2,
      paddingBottom: () => 2,
    },
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: ['*'],
      body: [[{ layout: rows, table: { widths, body: [head] } }], ...body],
    },
  };
}
