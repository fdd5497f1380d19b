import { Form, useActionData } from '@remix-run/react';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import type { Refused } from '~/core/result';
import { Badge } from '~/ui/badge';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Checkbox } from '~/ui/checkbox';
import { DateInput } from '~/ui/date-input';
import { Field } from '~/ui/field';
import { FormErrors } from '~/ui/form-errors';
import { Link } from '~/ui/link';
import type { RetireData } from './route';

/** Who bought it; those without a deal that moves them can be given one. */
export function HoldersCard({ data }: { data: RetireData }) {
  const t = useT();
  const f = useFormat();
  const refusal = useActionData<Refused & { typed?: { intent?: string } }>();
  const { holders, figures, substitute, offering, firstContactOn, now } = data;
  if (!holders)
    return (
      <Card title={t('retirement.holders')} note={f.number(figures.won)}>
        <p className="text-ink-2">{t('retirement.holders_numbers')}</p>
      </Card>
    );
  const isReady = Boolean(substitute && offering.retiresOn);
  const hasLeft = holders.some((one) => !one.opportunityId);
  return (
    <Card padded={false} title={t('retirement.holders')} note={f.number(holders.length)}>
      {holders.length === 0 && <p className="px-3 pb-3 text-ink-2 max-sm:px-4">{t('retirement.holders_none')}</p>}
      <Form method="post">
        <input type="hidden" name="intent" value="migrate" />
        {refusal?.typed?.intent === 'migrate' && (
          <div className="px-3 max-sm:px-4">
            <FormErrors refusal={refusal} labels={{ accounts: t('retirement.holders') }} />
          </div>
        )}
        <ul className="divide-y divide-line">
          {holders.map((one) => (
            <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 max-sm:px-4">
              {!one.opportunityId && isReady && (
                <Checkbox
                  name="accounts"
                  value={one.id}
                  label={<span className="sr-only">{`${t('retirement.choose')} ${one.name}`}</span>}
                />
              )}
              <span className="min-w-0 flex-1 basis-44">
                <Link to={paths.account(one.id)} className="hover:text-brand-ink">
                  {one.name}
                </Link>
                <span className="block text-xs text-ink-3">
                  {[
                    one.owner,
                    one.installed > 0 && t('retirement.installed', { n: one.installed }),
                    one.wonOn && t('retirement.won_on', { day: f.day(one.wonOn, now) }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
              {one.opportunityId && (
                <Link to={paths.opportunity(one.opportunityId)}>
                  <Badge tone="ok">{t('retirement.begun')}</Badge>
                </Link>
              )}
              <span className="num w-24 text-right">{f.money(one.monthlyFen)}</span>
            </li>
          ))}
        </ul>
        {isReady && hasLeft && (
          <div className="flex flex-wrap items-end gap-3 border-t border-line px-3 py-3 max-sm:px-4">
            <Field name="nextStepOn" label={t('retirement.next_step_on')}>
              <DateInput defaultValue={firstContactOn} />
            </Field>
            <SubmitButton>{t('retirement.create')}</SubmitButton>
          </div>
        )}
        {!isReady && holders.length > 0 && (
          <p className="px-3 pb-3 text-xs text-ink-3 max-sm:px-4">{t('retirement.no_substitute')}</p>
        )}
      </Form>
    </Card>
  );
}
