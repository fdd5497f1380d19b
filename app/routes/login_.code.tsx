import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useSearchParams } from '@remix-run/react';
import { useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { safeRedirect } from '~/core/paths';
import { invalid } from '~/core/refusals.server';
import { findWaiting } from '~/core/session.server';
import { Door } from '~/features/access/door';
import { secondStepInput } from '~/features/access/input';
import { finishSignIn } from '~/features/access/second-step.server';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Link } from '~/ui/link';

/** Open to who has given the password; everybody else begins at the beginning. */
export async function loader({ request }: LoaderFunctionArgs) {
  if (!(await findWaiting(request))) throw redirect('/login');
  return data(null);
}

export async function action({ request, context }: ActionFunctionArgs) {
  const waiting = await findWaiting(request);
  if (!waiting) throw redirect('/login');
  const input = await readInput(request, secondStepInput);
  if (!input.ok) return invalid(input);
  const asked = { typed: input.value.code, address: context.ip, now: new Date() };
  const done = await finishSignIn(request, waiting, asked);
  if (!done.ok) return invalid(done);
  return redirect(safeRedirect(input.value.to), { headers: { 'Set-Cookie': done.value.cookie } });
}

export default function SecondStep() {
  const t = useT();
  const [search] = useSearchParams();
  const to = search.get('to') ?? '';
  const isRecovery = search.get('with') === 'recovery';
  const other = new URLSearchParams({ to, ...(!isRecovery && { with: 'recovery' }) });
  return (
    <Door lead={t('access.second_step')}>
      <ActionForm key={String(isRecovery)} reloadDocument hidden={{ to }}>
        {isRecovery ? (
          <Field name="code" label={t('access.recovery_code')} hint={t('access.recovery_code_hint')} required>
            <Input autoComplete="off" autoCapitalize="none" spellCheck={false} autoFocus className="num" />
          </Field>
        ) : (
          <Field name="code" label={t('access.code')} hint={t('access.code_hint')} required>
            <Input autoComplete="one-time-code" inputMode="numeric" autoFocus className="num text-lg tracking-widest" />
          </Field>
        )}
        <SubmitButton variant="primary" size="lg" block>
          {t('sign_in.go')}
        </SubmitButton>
      </ActionForm>
      <div className="mt-4 flex flex-wrap justify-between gap-x-4 text-sm">
        <Link to={`/login/code?${other}`} className="inline-flex min-h-11 items-center text-brand-ink">
          {t(isRecovery ? 'access.use_authenticator' : 'access.use_recovery')}
        </Link>
        <form method="post" action="/logout">
          <button type="submit" className="min-h-11 text-ink-2 hover:text-ink">
            {t('access.start_over')}
          </button>
        </form>
      </div>
    </Door>
  );
}
