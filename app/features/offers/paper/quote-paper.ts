import type { Content, TableCell } from 'pdfmake/interfaces';
import type { Formatter } from '~/core/format';
import type { Translate } from '~/core/message';
import type { QuoteDocument } from '~/features/quotes/document';
import type { Letterhead } from '../letterhead';
import { linesTable, yuan } from './lines-table';
import { accent, faint, line, sheet } from './look';

type Words = { t: Translate; f: Formatter; locale: 'zh-CN' | 'en' };
export type QuotePaper = { content: Content[]; title: string; author: string; foot: string; watermark?: string };

const none = { hLineWidth: () => 0, vLineWidth: () => 0, paddingLeft: () => 0, paddingRight: () => 8 };
const tight = { ...none, paddingTop: () => 1.5, paddingBottom: () => 1.5 };

const sellerName = ({ locale }: Words, head: Letterhead) => (locale === 'en' && head.nameEn) || head.name;

function letterhead(words: Words, head: Letterhead): Content {
  const { t, locale } = words;
  const told: [string, string | null][] = [
    [t('offer_paper.address'), (locale === 'en' && head.addressEn) || head.address],
    [t('offer_paper.phone'), head.phone],
    [t('offer_paper.bank'), head.bank],
    [t('offer_paper.bank_account'), head.bankAccount],
    [t('offer_paper.tax_number'), head.taxNumber],
  ];
  const small = told.flatMap(([label, value]) => (value ? [`${label} ${value}`] : []));
  return {
    stack: [
      {
        columns: [
          { width: '*', text: sellerName(words, head), bold: true, fontSize: 14, color: accent },
          { width: 240, text: small.join('\n'), fontSize: 7.5, color: faint, alignment: 'right' },
        ],
      },
      {
        canvas: [{ type: 'line', x1: 0, y1: 6, x2: 515, y2: 6, lineWidth: 1, lineColor: accent }],
        margin: [0, 0, 0, 14],
      },
    ],
  };
}

const facts = (told: [string, string | null][]): Content => ({
  layout: tight,
  table: {
    widths: ['auto', '*'],
    body: told.flatMap(([label, value]): TableCell[][] =>
      value ? [[{ text: label, color: faint, noWrap: true }, { text: value }]] : [],
    ),
  },
});

function parties({ t, f }: Words, document: QuoteDocument): Content {
  const { customer, seller } = document;
  return {
    columnGap: 20,
    margin: [0, 10, 0, 12],
    columns: [
      facts([
        [t('offer_paper.customer'), customer.name],
        [t('offer_paper.credit_code'), customer.creditCode],
        [t('offer_paper.address'), customer.address],
        [t('offer_paper.attention'), customer.contact],
        [t('offer_paper.seller'), `${seller.person} · ${seller.unit}`],
        [t('offer_paper.phone'), seller.phone],
        [t('offer_paper.mail'), seller.email],
      ]),
      facts([
        [t('offer_paper.number'), `${document.number} · ${t('offer_paper.revision', { n: document.revision })}`],
        [t('offer_paper.prepared'), f.day(document.preparedOn)],
        [t('offer_paper.valid'), f.day(document.validUntil)],
        [t('offer_paper.term'), t('offer_paper.months', { n: document.months })],
      ]),
    ],
  };
}

function figures({ t, f }: Words, { sum }: QuoteDocument): Content {
  const told: [string, number][] = [
    [t('offer_paper.one_off'), sum.oneOffFen],
    [t('offer_paper.monthly'), sum.monthlyFen],
    [t('offer_paper.total'), sum.totalFen],
    [t('offer_paper.gross'), sum.grossFen],
  ];
  return {
    margin: [0, 0, 0, 6],
    layout: { ...none, paddingLeft: () => 8, paddingTop: () => 6, paddingBottom: () => 6 },
    table: {
      widths: ['*', '*', '*', '*'],
      body: [
        told.map(([label, fen], i) => ({
          fillColor: sheet,
          stack: [
            { text: label, fontSize: 7.5, color: faint },
            { text: yuan(f, fen), bold: true, fontSize: 11, color: i === 3 ? accent : '#1d2129' },
          ],
        })),
      ],
    },
  };
}

function sums({ t, f }: Words, { sum, offers = [] }: QuoteDocument): Content {
  const names = offers
    .map(({ name, nameEn }) => (f.locale === 'en' && nameEn) || name)
    .join(f.locale === 'en' ? ', ' : '、');
  const notes = [t('offer_paper.prices_net'), names && t('offer_paper.with_offers', { names })].filter(Boolean);
  const saved = sum.totalListFen - sum.totalFen;
  const told: [string, string, boolean?][] = [
    ...(saved > 0
      ? ([
          [t('offer_paper.list_total'), yuan(f, sum.totalListFen)],
          [`${t('offer_paper.saved')} (${f.percent(sum.discountBp / 10_000)})`, yuan(f, -saved)],
        ] as [string, string][])
      : []),
    [t('offer_paper.total'), yuan(f, sum.totalFen), true],
    ...sum.taxes.map(({ percent, netFen, taxFen }): [string, string] => [
      t('offer_paper.tax_of', { rate: percent, net: yuan(f, netFen) }),
      yuan(f, taxFen),
    ]),
    [t('offer_paper.gross'), yuan(f, sum.grossFen), true],
  ];
  return {
    unbreakable: true,
    margin: [0, 14, 0, 0],
    stack: [
      { text: t('offer_paper.sums'), bold: true, fontSize: 10.5, margin: [0, 0, 0, 4] },
      {
        columns: [
          { width: '*', text: notes.join('\n'), color: faint, fontSize: 7.5 },
          {
            width: 330,
            layout: {
              hLineWidth: (i) => (i === 0 ? 0 : 0.4),
              hLineColor: () => line,
              vLineWidth: () => 0,
              paddingTop: () => 3,
              paddingBottom: () => 3,
            },
            table: {
              widths: ['*', 110],
              body: told.map(([label, value, isBold = false]) => [
                { text: label, bold: isBold },
                { text: value, bold: isBold, alignment: 'right', noWrap: true },
              ]),
            },
          },
        ],
      },
    ],
  };
}

function signatures(words: Words, document: QuoteDocument, head: Letterhead): Content {
  const { t } = words;
  const blank = (label: string) => ({
    columnGap: 0, // or it would be that of the columns around
    columns: [
      { width: 46, text: label, color: faint },
      {
        width: '*',
        canvas: [{ type: 'line' as const, x1: 0, y1: 11, x2: 170, y2: 11, lineWidth: 0.5, lineColor: line }],
      },
    ],
    margin: [0, 14, 0, 0] as [number, number, number, number],
  });
  const side = (label: string, name: string) => ({
    stack: [
      { text: label, color: faint, fontSize: 7.5 },
      { text: name, bold: true, margin: [0, 2, 0, 34] as [number, number, number, number] },
      blank(t('offer_paper.sign_name')),
      blank(t('offer_paper.sign_date')),
    ],
  });
  return {
    unbreakable: true,
    margin: [0, 28, 0, 0],
    columnGap: 40,
    columns: [
      side(t('offer_paper.sign_seller'), sellerName(words, head)),
      side(t('offer_paper.sign_customer'), document.customer.name),
    ],
  };
}

/** A quote as it is printed: what the customer reads and nothing else, for `QuoteDocument` holds nothing else. */
export function quotePaper(document: QuoteDocument, head: Letterhead, words: Words, isDraft: boolean): QuotePaper {
  const { t } = words;
  const title = `${t('offer_paper.title')} ${document.number}`;
  return {
    title: `${title} – ${document.title}`,
    author: sellerName(words, head),
    foot: `${title} · ${t('offer_paper.revision', { n: document.revision })} · ${document.customer.name}`,
    ...(isDraft && { watermark: t('offer_paper.draft') }),
    content: [
      letterhead(words, head),
      { text: t('offer_paper.title'), bold: true, fontSize: 18 },
      { text: document.title, fontSize: 11, margin: [0, 2, 0, 0] },
      parties(words, document),
      figures(words, document),
      linesTable(document, words),
      sums(words, document),
      ...closing(words, document, head),
    ],
  };
}

/** The terms, which are signed where they stand; only very long ones go on to a page of their own. */
function closing(words: Words, document: QuoteDocument, head: Letterhead): Content[] {
  const signed = signatures(words, document, head);
  const { terms } = document;
  if (!terms) return [signed];
  const margin: [number, number, number, number] = [0, 16, 0, 4];
  const told: Content[] = [
    { text: words.t('offer_paper.terms'), bold: true, fontSize: 10.5, margin },
    { text: terms, lineHeight: 1.4 },
  ];
  return terms.length <= 1200 ? [{ unbreakable: true, stack: [...told, signed] }] : [...told, signed];
}
