import { type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useT } from '~/core/i18n';
import { VerifyForm } from '~/features/certification/verify-form';
import { ConfirmFrame } from '~/features/confirmations/confirm-frame';
import { hiddenMeta } from '~/features/confirmations/hidden-meta';

export const meta = hiddenMeta;

/** Open to all: whoever was shown a certificate types its number here. */
export async function loader({ request }: LoaderFunctionArgs) {
  const typed = new URL(request.url).searchParams.get('number')?.trim();
  if (typed) throw redirect(`/verify/${encodeURIComponent(typed.slice(0, 60))}`);
  return null;
}

export default function EnterNumber() {
  const t = useT();
  return (
    <ConfirmFrame title={t('verify.title')}>
      <p className="mb-4 text-ink-2">{t('verify.hint')}</p>
      <VerifyForm />
    </ConfirmFrame>
  );
}
