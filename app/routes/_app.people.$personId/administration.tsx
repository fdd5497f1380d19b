import { useActionData, useLoaderData } from '@remix-run/react';
import { useT } from '~/core/i18n';
import { roles as allRoles } from '~/features/people/rules';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { Field } from '~/ui/field';
import { KeyRound, Plus, X } from '~/ui/icons';
import { PostButton } from '~/ui/post-button';
import { Select } from '~/ui/select';
import type { action, loader } from './route';

/** Roles held and the first password: what only an administrator of the unit sees. */
export function Administration() {
  const t = useT();
  const { person, roles, units, oneself } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const password = answer && 'password' in answer ? answer.password : null;
  return (
    <>
      <Card title={t('person.roles')}>
        <ul className="mb-3 divide-y divide-line">
          {roles.map((grant) => (
            <li key={`${grant.role}-${grant.unitId}`} className="flex min-h-9 items-center gap-2 max-sm:min-h-11">
              <span className="font-medium">{t(`role.${grant.role}`)}</span>
              <span className="min-w-0 truncate text-ink-3">{grant.unitName}</span>
              <span className="ml-auto">
                <PostButton
                  size="sm"
                  variant="ghost"
                  icon={X}
                  navigate
                  fields={{ intent: 'revoke', role: grant.role, unitId: grant.unitId }}
                >
                  {t('person.revoke')}
                </PostButton>
              </span>
            </li>
          ))}
          {!roles.length && <li className="py-2 text-ink-3">{t('person.no_roles')}</li>}
        </ul>
        <ActionForm
          own
          hidden={{ intent: 'grant' }}
          values={{ role: 'account_manager', unitId: person.unitId }}
          labels={{ role: t('person.role'), unitId: t('person.unit') }}
        >
          <div className="flex flex-wrap items-end gap-2 max-sm:grid">
            <Field name="role" label={t('person.role')} className="flex-1">
              <Select options={allRoles.map((role) => ({ value: role, label: t(`role.${role}`) }))} />
            </Field>
            <Field name="unitId" label={t('person.grant_at')} className="flex-1">
              <Select options={units.map(({ id, name }) => ({ value: String(id), label: name }))} />
            </Field>
            <SubmitButton variant="secondary" icon={Plus}>
              {t('person.grant')}
            </SubmitButton>
          </div>
        </ActionForm>
      </Card>
      {!oneself && (
        <Card title={t('person.password')}>
          {password ? (
            <Callout tone="brand" icon={KeyRound} title={t('person.password_is')}>
              <output className="num block py-1 text-xl font-semibold tracking-wide select-all">{password}</output>
            </Callout>
          ) : (
            <ActionForm hidden={{ intent: 'password' }}>
              <p className="text-ink-2">{t('person.password_hint')}</p>
              <div>
                <SubmitButton variant="secondary" icon={KeyRound}>
                  {t('person.issue_password')}
                </SubmitButton>
              </div>
            </ActionForm>
          )}
        </Card>
      )}
    </>
  );
}
