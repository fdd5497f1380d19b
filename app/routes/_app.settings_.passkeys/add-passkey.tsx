import { useRevalidator } from '@remix-run/react';
import { type FormEvent, useState } from 'react';
import { useT } from '~/core/i18n';
import { askJson } from '~/features/access/ask-json';
import { Button } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field, FieldRow } from '~/ui/field';
import { FormErrors, type Refusal } from '~/ui/form-errors';
import { useHydrated } from '~/ui/hydrated';
import { Plus } from '~/ui/icons';
import { Input } from '~/ui/input';
import { useToast } from '~/ui/toast';

const address = '/settings/passkeys/add';
const failed: Refusal = { ok: false, reason: 'access.passkey_wrong' };

/** The password first, then the device makes the key. The browser's part is loaded when it is needed. */
export function AddPasskey() {
  const t = useT();
  const toast = useToast();
  const revalidator = useRevalidator();
  const isKnown = useHydrated() && 'PublicKeyCredential' in window;
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const labels = { name: t('access.passkey_name'), password: t('access.current_password') };

  async function make(name: string, password: string): Promise<Refusal | null> {
    const { startRegistration } = await import('@simplewebauthn/browser');
    type Options = Parameters<typeof startRegistration>[0]['optionsJSON'];
    const asked = await askJson<Options | Refusal>(address, { intent: 'ask', name, password });
    if (!asked?.ok) return asked ? (asked.data as Refusal) : failed;
    // the person has closed the browser's question, or the device holds a key already
    const response = await startRegistration({ optionsJSON: asked.data as Options }).catch(() => null);
    if (!response) return failed;
    const added = await askJson<Refusal>(address, { intent: 'add', name, response });
    return added?.ok ? null : (added?.data ?? failed);
  }

  async function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const typed = new FormData(form);
    setBusy(true);
    const wrong = await make(String(typed.get('name')), String(typed.get('password')));
    setBusy(false);
    setRefusal(wrong);
    if (wrong) return;
    form.reset();
    toast({ text: t('access.passkey_added') });
    revalidator.revalidate();
  }

  return (
    <Card title={t('access.passkey_add')}>
      <p className="mb-3 text-ink-2">{t(isKnown ? 'access.passkey_add_hint' : 'access.passkey_unknown')}</p>
      {isKnown && (
        <form onSubmit={add} className="grid gap-4">
          <FormErrors refusal={refusal} labels={labels} />
          <FieldRow>
            <Field
              name="name"
              label={labels.name}
              hint={t('access.passkey_name_hint')}
              error={refusal?.fields?.name}
              required
            >
              <Input name="name" maxLength={60} required />
            </Field>
            <Field name="password" label={labels.password} error={refusal?.fields?.password} required>
              <Input name="password" type="password" autoComplete="current-password" maxLength={200} required />
            </Field>
          </FieldRow>
          <div>
            <Button type="submit" variant="primary" icon={Plus} loading={busy}>
              {t('access.passkey_add')}
            </Button>
          </div>
        </form>
      )}
    </Card>
  );
}
