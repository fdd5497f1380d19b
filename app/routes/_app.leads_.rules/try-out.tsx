import { Form } from '@remix-run/react';
import { useT } from '~/core/i18n';
import { RuleConditions } from '~/features/leads/rule-conditions';
import { Button } from '~/ui/button';
import { Card } from '~/ui/card';
import { FormScopeContext } from '~/ui/form-scope';

type Tried = { place: number | null; unitId: number; name: string | null };
type TryOutProps = {
  lead: Record<string, string | null>;
  tried: Tried | null;
  units: Map<number, string>;
  company: number;
};

/** Who would get such a lead now: nothing is written. */
export function TryOut({ lead, tried, units, company }: TryOutProps) {
  const t = useT();
  return (
    <Card title={t('lead_rule.try')} id="try">
      <FormScopeContext.Provider value={{ errors: {}, values: tried ? lead : {}, busy: false }}>
        <Form action="/leads/rules#try" className="grid gap-3">
          <input type="hidden" name="company" value={company} />
          <input type="hidden" name="try" value="1" />
          <RuleConditions />
          <div>
            <Button type="submit">{t('lead_rule.try_go')}</Button>
          </div>
        </Form>
      </FormScopeContext.Provider>
      {tried && (
        <p role="status" className="mt-3 rounded-lg bg-brand-soft px-3 py-2 font-medium text-brand-ink">
          <Answer tried={tried} unit={units.get(tried.unitId) ?? ''} />
        </p>
      )}
    </Card>
  );
}

function Answer({ tried, unit }: { tried: Tried; unit: string }) {
  const t = useT();
  const { place, name } = tried;
  if (place === null) return t('lead_rule.try_nobody', { unit });
  return name ? t('lead_rule.try_person', { name, unit, n: place }) : t('lead_rule.try_full', { unit, n: place });
}
