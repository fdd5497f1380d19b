import { useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { Badge } from '~/ui/badge';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { When } from '~/ui/value';
import type { FactorData } from './route';

/** Since when it is on; new codes and switching it off, each against a code. */
export function Manage({ data: { factor, now } }: { data: FactorData }) {
  const t = useT();
  return (
    <>
      <Card title={t('access.factor')} action={<Badge tone="ok">{t('access.on')}</Badge>}>
        <p>
          {t('access.since')} {factor.since && <When at={factor.since} now={now} />}
        </p>
        <p className={factor.codesLeft < 3 ? 'font-medium text-warn-ink' : 'text-ink-2'}>
          {t('access.codes_left', { n: factor.codesLeft })}
        </p>
      </Card>
      <Card title={t('access.codes_renew')}>
        <p className="mb-3 text-ink-2">{t('access.codes_renew_hint')}</p>
        <WithCode intent="renew" action={t('access.codes_renew')} />
      </Card>
      <Card title={t('access.factor_drop')}>
        <p className="mb-3 text-ink-2">{t('access.factor_drop_hint')}</p>
        <WithCode intent="drop" action={t('access.factor_drop')} danger />
      </Card>
    </>
  );
}

function WithCode({ intent, action, danger }: { intent: string; action: string; danger?: boolean }) {
  const t = useT();
  return (
    <ActionForm own hidden={{ intent }} labels={{ code: t('access.code_or_recovery') }}>
      <Field name="code" label={t('access.code_or_recovery')} required className="max-w-60">
        <Input autoComplete="one-time-code" autoCapitalize="none" spellCheck={false} className="num" />
      </Field>
      <div>
        <SubmitButton variant={danger ? 'danger' : 'secondary'}>{action}</SubmitButton>
      </div>
    </ActionForm>
  );
}
