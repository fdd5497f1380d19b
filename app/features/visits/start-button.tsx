import { Form, useSubmit } from '@remix-run/react';
import { type FormEvent, useState } from 'react';
import { useT } from '~/core/i18n';
import { SubmitButton } from '~/ui/button';
import { MapPinCheck } from '~/ui/icons';

const patienceMs = 8000;

const locate = () =>
  new Promise<GeolocationPosition | null>((resolve) => {
    if (!('geolocation' in navigator)) return resolve(null);
    navigator.geolocation.getCurrentPosition(resolve, () => resolve(null), {
      enableHighAccuracy: true,
      timeout: patienceMs,
      maximumAge: 0,
    });
  });

/** Checks in. The position is asked for on this press only, and the visit starts without it too. */
export function StartButton({ id, version, size = 'lg' }: { id: string; version: number; size?: 'md' | 'lg' }) {
  const t = useT();
  const submit = useSubmit();
  const [isLocating, setLocating] = useState(false);

  async function start(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setLocating(true);
    const found = await locate();
    setLocating(false);
    if (found) {
      form.set('position.latitude', String(found.coords.latitude));
      form.set('position.longitude', String(found.coords.longitude));
      form.set('position.accuracy', String(Math.round(found.coords.accuracy)));
      form.set('position.deviceAt', new Date(found.timestamp).toISOString());
    }
    submit(form, { method: 'post', action: `/visits/${id}` });
  }

  return (
    <Form method="post" action={`/visits/${id}`} onSubmit={start} className="min-w-0 flex-1">
      <input type="hidden" name="intent" value="start" />
      <input type="hidden" name="version" value={version} />
      <SubmitButton size={size} block icon={MapPinCheck} loading={isLocating || undefined}>
        {isLocating ? t('visit.starting') : t('visit.start')}
      </SubmitButton>
    </Form>
  );
}
