import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useLoaderData, useSearchParams } from '@remix-run/react';
import { findContext } from '~/core/context.server';
import { env } from '~/core/env.server';
import { useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { safeRedirect } from '~/core/paths';
import { invalid } from '~/core/refusals.server';
import { openSession } from '~/core/session.server';
import { Door } from '~/features/access/door';
import { signInInput } from '~/features/people/sign-in';
import { checkPassword } from '~/features/people/sign-in.server';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Link } from '~/ui/link';
import { PasskeyButton } from './passkey-button';
import { SsoAnswer, SsoLinks } from './sso';

/** Open to all: it is where people without a session arrive. */
export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await findContext(request);
  if (ctx) throw redirect(safeRedirect(new URL(request.url).searchParams.get('to')));
  const providers = env.SSO_PROVIDERS.map(({ tenant, name }) => ({ company: tenant, name }));
  return data({ isDemo: env.DEMO, providers });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const input = await readInput(request, signInInput);
  const typed = { email: input.typed.email };
  if (!input.ok) return invalid(input, typed);
  const person = await checkPassword(input.value, context.ip);
  if (!person.ok) return invalid(person, typed);
  const { personId, hasFactor: waits } = person.value;
  const cookie = await openSession(request, personId, { address: context.ip, waits });
  const to = safeRedirect(input.value.to);
  return redirect(waits ? `/login/code?to=${encodeURIComponent(to)}` : to, { headers: { 'Set-Cookie': cookie } });
}

const demoRoles = ['manager', 'lead', 'director', 'hq', 'admin'] as const;

export default function SignIn() {
  const t = useT();
  const { isDemo, providers } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const to = search.get('to') ?? '';
  return (
    <Door after={isDemo && <DemoAccounts />}>
      <SsoAnswer outcome={search.get('sso')} />
      {/* a whole new page: the person's language may be another than the browser's */}
      <ActionForm reloadDocument hidden={{ to }}>
        <Field name="email" label={t('sign_in.email')} required>
          <Input type="email" autoComplete="username" autoFocus inputMode="email" />
        </Field>
        <Field name="password" label={t('sign_in.password')} required>
          <Input type="password" autoComplete="current-password" />
        </Field>
        <SubmitButton variant="primary" size="lg" block>
          {t('sign_in.go')}
        </SubmitButton>
      </ActionForm>
      <PasskeyButton to={to} />
      <SsoLinks providers={providers} to={to} />
      <Link to="/forgot" className="mt-3 inline-flex min-h-11 items-center text-sm text-brand-ink">
        {t('access.forgot')}
      </Link>
    </Door>
  );
}

function DemoAccounts() {
  const t = useT();
  return (
    <div className="mt-4 rounded-lg border border-line bg-surface p-4 text-xs text-ink-2">
      <p className="mb-2">{t('sign_in.demo')}</p>
      <ul className="grid gap-1">
        {demoRoles.map((role) => (
          <li key={role} className="flex justify-between gap-2">
            <span>{t(`sign_in.demo.${role}`)}</span>
            <span className="num text-ink-3">{role}@demo.test</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
