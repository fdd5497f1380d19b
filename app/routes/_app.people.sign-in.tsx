import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { checked, readBody } from '~/core/input.server';
import { requirePermission } from '~/core/permissions.server';
import { forbidden, invalid } from '~/core/refusals.server';
import { savePolicy } from '~/features/access/commands/policy.server';
import { policyInput } from '~/features/access/input';
import { policyOf } from '~/features/access/queries.server';
import { mayRule } from '~/features/access/who.server';
import { roles } from '~/features/people/rules';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Checkbox } from '~/ui/checkbox';
import { PageBody, PageHead } from '~/ui/page-head';

const page = '/people/sign-in';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'people.manage');
  if ((await mayRule(ctx)) === null) throw forbidden('people.manage');
  const policy = await policyOf(ctx, ctx.actor.tenantId);
  return { policy, company: ctx.actor.tenantName, title: translate(ctx.actor.locale)('access.policy') };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const body = await readBody(request);
  const saved = await checked(body, policyInput, (input) => savePolicy(ctx, input));
  return saved.ok ? redirectWithToast(page, { key: 'access.policy_saved' }) : invalid(saved, body);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

/** What the company demands of signing in. */
export default function SignInPolicy() {
  const t = useT();
  const { policy, company } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t('access.policy')} back="/people" crumbs={[{ to: '/people', label: t('person.title') }]} />
      <PageBody narrow>
        <Card title={t('access.required_for')} note={company}>
          <p className="mb-3 text-ink-2">{t('access.required_hint')}</p>
          <ActionForm key={policy.version} hidden={{ version: policy.version }}>
            <fieldset className="grid gap-2 sm:grid-cols-2">
              <legend className="sr-only">{t('access.required_for')}</legend>
              {roles.map((role) => (
                <Checkbox
                  key={role}
                  name="requiredRoles"
                  value={role}
                  defaultChecked={policy.requiredRoles.includes(role)}
                  label={t(`role.${role}`)}
                />
              ))}
            </fieldset>
            <div>
              <SubmitButton>{t('common.save')}</SubmitButton>
            </div>
          </ActionForm>
        </Card>
      </PageBody>
    </>
  );
}
