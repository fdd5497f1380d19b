import { useEffect, useState } from 'react';
import { useT } from '~/core/i18n';
import { askJson } from '~/features/access/ask-json';
import { Button } from '~/ui/button';
import { FieldError } from '~/ui/field';
import { KeyRound } from '~/ui/icons';

const address = '/login/passkey';

/** Where the browser knows passkeys; what speaks with them is loaded when it is pressed. */
export function PasskeyButton({ to }: { to: string }) {
  const t = useT();
  const [state, setState] = useState<'unknown' | 'ready' | 'busy' | 'wrong'>('unknown');
  useEffect(() => {
    if ('PublicKeyCredential' in window) setState('ready');
  }, []);
  if (state === 'unknown') return null;

  async function signIn() {
    setState('busy');
    const { startAuthentication } = await import('@simplewebauthn/browser');
    const asked = await askJson<Parameters<typeof startAuthentication>[0]['optionsJSON']>(address, { intent: 'ask' });
    // the person has closed the browser's question, or there is no key
    const response = asked?.ok && (await startAuthentication({ optionsJSON: asked.data }).catch(() => null));
    if (!response) return setState('wrong');
    const done = await askJson<{ to: string }>(address, { intent: 'sign in', response, to });
    if (!done?.ok) return setState('wrong');
    window.location.assign(done.data.to);
  }

  return (
    <div className="mt-3">
      <Button size="lg" block icon={KeyRound} loading={state === 'busy'} onClick={signIn}>
        {t('access.passkey_sign_in')}
      </Button>
      <div role="alert">{state === 'wrong' && <FieldError message="access.passkey_wrong" />}</div>
    </div>
  );
}
