import { Form } from '@remix-run/react';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { Button } from '~/ui/button';
import { Card } from '~/ui/card';
import { FieldError } from '~/ui/field';
import { Input } from '~/ui/input';
import type { QuoteAnswer, QuoteShown } from './route';

type Props = { data: QuoteShown; answer: QuoteAnswer | undefined };

/** The discounts of groups and of the whole, and what all of it comes to. */
export function Totals({ data, answer }: Props) {
  const t = useT();
  const f = useFormat();
  const { quote, sum, groups, may } = data;
  const rows: [string, number][] = [
    [t('quote.total'), sum.totalFen],
    ...sum.taxes
      .filter(({ taxFen }) => taxFen > 0)
      .map(({ percent, taxFen }): [string, number] => [t('quote_line.tax_at', { percent }), taxFen]),
    [t('quote.gross'), sum.grossFen],
  ];
  return (
    <Card title={t('quote_line.totals')}>
      <div className="grid gap-4 sm:grid-cols-2">
        <div className="grid content-start gap-2">
          {groups.map((group) => (
            <Discount
              key={group}
              data={data}
              answer={answer}
              group={group}
              label={t('quote_line.group_discount', { group })}
              bp={quote.groupDiscounts[group] ?? 0}
            />
          ))}
          {(may.write || quote.discountBp > 0) && (
            <Discount data={data} answer={answer} label={t('quote_line.quote_discount')} bp={quote.discountBp} />
          )}
        </div>
        <dl className="grid content-start gap-1">
          {rows.map(([label, fen], at) => (
            <div
              key={label}
              className={`flex justify-between gap-3 ${at === rows.length - 1 ? 'border-t border-line pt-1 font-semibold' : ''}`}
            >
              <dt className="text-ink-2">{label}</dt>
              <dd className="num">{f.yuan(fen)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Card>
  );
}

function Discount({ data, answer, group, label, bp }: Props & { group?: string; label: string; bp: number }) {
  const t = useT();
  const { quote, may } = data;
  const intent = group === undefined ? 'discount' : 'group_discount';
  const own = answer?.typed?.intent === intent && answer.typed.group === group ? answer : undefined;
  if (!may.write)
    return (
      <p className="flex justify-between gap-3">
        <span className="text-ink-2">{label}</span>
        <span className="num">{bp / 100}</span>
      </p>
    );
  return (
    <Form method="post" action={paths.quote(quote.id)} preventScrollReset className="flex flex-wrap items-center gap-2">
      <input type="hidden" name="version" value={quote.version} />
      {group !== undefined && <input type="hidden" name="group" value={group} />}
      <span className="min-w-0 flex-1 text-ink-2">{label}</span>
      <Input
        name="discountBp"
        aria-label={label}
        inputMode="decimal"
        maxLength={8}
        className="num !w-20 text-right"
        defaultValue={String(own?.typed?.discountBp ?? bp / 100)}
        key={bp}
      />
      <Button type="submit" name="intent" value={intent} size="sm">
        {t('quote_line.save')}
      </Button>
      {own?.fields?.discountBp && (
        <div className="basis-full">
          <FieldError message={own.fields.discountBp} />
        </div>
      )}
    </Form>
  );
}
