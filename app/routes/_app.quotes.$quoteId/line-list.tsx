import { Form } from '@remix-run/react';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { perWords } from '~/features/quotes/words';
import { Button } from '~/ui/button';
import { FieldError } from '~/ui/field';
import { X } from '~/ui/icons';
import { Input } from '~/ui/input';
import { Money } from '~/ui/value';
import type { LineGroup } from './aggregate';
import type { QuoteAnswer, QuoteShown } from './route';

type Props = { data: QuoteShown; lines: LineGroup[]; siteId?: string; answer: QuoteAnswer | undefined };

const grid =
  'grid items-center gap-x-3 gap-y-1 sm:grid-cols-[minmax(0,1fr)_11rem_5rem_5rem_6rem_6.5rem] max-sm:grid-cols-2';

/** Each price with its number of units, its discount and what it comes to; of all sites together, or at one. */
export function LineList({ data, lines, siteId, answer }: Props) {
  const t = useT();
  return (
    <div>
      <div className={`${grid} border-b border-line pb-1 text-xs text-ink-3 max-sm:hidden`}>
        <span>{t('quote_line.product')}</span>
        <span className="text-right">{t('quote_line.list')}</span>
        <span className="text-right">{t('quote_line.quantity')}</span>
        <span className="text-right">{t('quote_line.discount')}</span>
        <span className="text-right">{t('quote_line.net')}</span>
        <span />
      </div>
      <ul className="divide-y divide-line">
        {lines.map((line) => (
          <li key={line.priceId} className="py-2">
            <LineRow data={data} line={line} siteId={siteId} answer={answer} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function LineRow({ data, line, siteId, answer }: Omit<Props, 'lines'> & { line: LineGroup }) {
  const t = useT();
  const f = useFormat();
  const { quote, may } = data;
  const named = (name: string, en: string | null) => (f.locale === 'en' && en) || name;
  const own =
    answer?.typed?.priceId === line.priceId && (answer.typed.siteId ?? '') === (siteId ?? '') ? answer : undefined;
  const unitKey = `offering.unit.${line.unit}`;
  const unit = line.unit === 'item' || !t.has(unitKey) ? '' : `/${t.any(unitKey)}`;
  const where = siteId
    ? null
    : [line.sites ? t('quote_line.sites_n', { n: line.sites }) : null, line.isWhole ? t('quote_line.whole') : null]
        .filter(Boolean)
        .join(' + ');
  const typed = (name: 'quantity' | 'discountBp', value: string) => String(own?.typed?.[name] ?? value);
  const various = t('quote_line.various');
  return (
    <Form method="post" action={paths.quote(quote.id)} preventScrollReset className={grid}>
      <input type="hidden" name="version" value={quote.version} />
      <input type="hidden" name="priceId" value={line.priceId} />
      {siteId && <input type="hidden" name="siteId" value={siteId} />}
      <div className="min-w-0 max-sm:col-span-2">
        <p className="truncate font-medium">{named(line.offeringName, line.offeringNameEn)}</p>
        <p className="truncate text-xs text-ink-3">
          {[named(line.priceName, line.priceNameEn), where, t('quote_line.tax_at', { percent: line.taxPercent })]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <p className="num text-right text-ink-2 max-sm:text-left">
        {f.yuan(line.amountFen ?? 0)}
        <span className="text-xs text-ink-3">
          {unit} {perWords(t, line)}
        </span>
      </p>
      <div className="max-sm:order-3">
        <p aria-hidden="true" className="text-xs text-ink-3 sm:hidden">
          {t('quote_line.quantity')}
        </p>
        {may.write ? (
          <Input
            name="quantity"
            aria-label={t('quote_line.quantity')}
            inputMode="numeric"
            maxLength={7}
            className="num text-right"
            placeholder={line.quantity === null ? various : undefined}
            defaultValue={typed('quantity', line.quantity === null ? '' : String(line.quantity))}
            key={`q${line.quantity}`}
          />
        ) : (
          <p className="num text-right max-sm:text-left">{line.quantity ?? various}</p>
        )}
        {own?.fields?.quantity && <FieldError message={own.fields.quantity} />}
      </div>
      <div className="max-sm:order-3">
        <p aria-hidden="true" className="text-xs text-ink-3 sm:hidden">
          {t('quote_line.discount')}
        </p>
        {may.write ? (
          <Input
            name="discountBp"
            aria-label={t('quote_line.discount')}
            inputMode="decimal"
            maxLength={8}
            className="num text-right"
            placeholder={line.discountBp === null ? various : undefined}
            defaultValue={typed('discountBp', line.discountBp === null ? '' : String(line.discountBp / 100))}
            key={`d${line.discountBp}`}
          />
        ) : (
          <p className="num text-right max-sm:text-left">
            {line.discountBp === null ? various : line.discountBp / 100}
          </p>
        )}
        {own?.fields?.discountBp && <FieldError message={own.fields.discountBp} />}
      </div>
      <p className="text-right">
        <Money fen={line.netFen} className="font-semibold" />
      </p>
      {may.write ? (
        <div className="flex justify-end gap-1 max-sm:order-4 max-sm:col-span-2">
          <Button type="submit" name="intent" value="line" size="sm">
            {t('quote_line.save')}
          </Button>
          <Button
            type="submit"
            name="intent"
            value="remove_line"
            size="sm"
            variant="ghost"
            icon={X}
            aria-label={t('quote_line.remove')}
          />
        </div>
      ) : (
        <span className="max-sm:hidden" />
      )}
    </Form>
  );
}
