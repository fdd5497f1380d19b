import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, useLoaderData, useSearchParams } from '@remix-run/react';
import { findContext } from '~/core/context.server';
import { env } from '~/core/env.server';
import { useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { safeRedirect } from '~/core/paths';
import { invalid } from '~/core/refusals.server';
import { openSession } from '~/core/session.server';
import { signInInput } from '~/features/people/sign-in';
import { checkPassword } from '~/features/people/sign-in.server';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Logo } from '~/ui/shell/logo';

/** Open to all: it is where people without a session arrive. */
export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await findContext(request);
  if (ctx) throw redirect(safeRedirect(new URL(request.url).searchParams.get('to')));
  return data({ isDemo: env.DEMO });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const input = await readInput(request, signInInput);
  const typed = { email: input.typed.email };
  if (!input.ok) return invalid(input, typed);
  const person = await checkPassword(input.value, context.ip);
  if (!person.ok) return invalid(person, typed);
  const cookie = await openSession(request, person.value.personId, context.ip);
  return redirect(safeRedirect(input.value.to), { headers: { 'Set-Cookie': cookie } });
}

const demoRoles = ['manager', 'lead', 'director', 'hq', 'admin'] as const;

export default function SignIn() {
  const t = useT();
  const { isDemo } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center bg-canvas px-4 py-10">
      <div className="w-full max-w-[360px]">
        <div className="mb-6 flex items-center gap-3">
          <Logo />
          <div>
            <h1 className="text-xl font-semibold">{t('common.product')}</h1>
            <p className="text-ink-3">{t('sign_in.purpose')}</p>
          </div>
        </div>
        <div className="rounded-lg border border-line bg-surface p-6 shadow-card">
          {/* a whole new page: the person's language may be another than the browser's */}
          <ActionForm reloadDocument hidden={{ to: search.get('to') ?? '' }}>
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
        </div>
        {isDemo && (
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
        )}
        <Form method="post" action="/preferences" className="mt-4 flex justify-center gap-4 text-ink-3">
          <input type="hidden" name="back" value="/" />
          <button name="lang" value="zh-CN" lang="zh-CN" className="min-h-11 px-2 hover:text-ink" type="submit">
            {t('sign_in.zh')}
          </button>
          <button name="lang" value="en" lang="en" className="min-h-11 px-2 hover:text-ink" type="submit">
            English
          </button>
        </Form>
      </div>
    </main>
  );
}
