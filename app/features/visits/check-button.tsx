import { type MouseEvent, type ReactNode, useState } from 'react';
import { useT } from '~/core/i18n';
import { SubmitButton } from '~/ui/button';
import { type Icon, MapPinCheck } from '~/ui/icons';

const patienceMs = 8000;
/** The browser's own timeout stands still while it asks whether it may. */
const askingMs = 12_000;

const locate = () =>
  new Promise<GeolocationPosition | null>((resolve) => {
    if (!('geolocation' in navigator)) return resolve(null);
    const giveUp = () => resolve(null);
    setTimeout(giveUp, askingMs);
    navigator.geolocation.getCurrentPosition(resolve, giveUp, {
      enableHighAccuracy: true,
      timeout: patienceMs,
      maximumAge: 0,
    });
  });

/** The names of the fields a check fills in; empty they say that nothing is known. */
const checkFields = [
  'position.latitude',
  'position.longitude',
  'position.accuracy',
  'position.deviceAt',
  'clock.at',
  'clock.sentAt',
] as const;
type CheckValues = Record<(typeof checkFields)[number], string>;

/** To ten centimetres: what a receiver says beyond that is noise. */
const degrees = (measured: number) => measured.toFixed(6);

/** Asks the device where and when it is: on a press only, and with an answer in any case. */
async function takeCheck(): Promise<CheckValues> {
  const at = new Date().toISOString();
  const found = await locate();
  return {
    'position.latitude': found ? degrees(found.coords.latitude) : '',
    'position.longitude': found ? degrees(found.coords.longitude) : '',
    'position.accuracy': found ? String(Math.round(found.coords.accuracy)) : '',
    'position.deviceAt': found ? new Date(found.timestamp).toISOString() : '',
    'clock.at': at,
    'clock.sentAt': new Date().toISOString(),
  };
}

type CheckButtonProps = { children: ReactNode; icon?: Icon; size?: 'md' | 'lg'; block?: boolean; className?: string };

/** Sends its form with where and when the device is; without JavaScript, or refused, with neither. */
export function CheckButton({ children, icon = MapPinCheck, ...button }: CheckButtonProps) {
  const t = useT();
  const [isLocating, setLocating] = useState(false);

  async function take(event: MouseEvent<HTMLButtonElement>) {
    event.preventDefault();
    const submitter = event.currentTarget;
    const form = submitter.form;
    if (!form) return;
    setLocating(true);
    const values = await takeCheck();
    for (const name of checkFields) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLInputElement) field.value = values[name];
    }
    setLocating(false);
    form.requestSubmit(submitter);
  }

  return (
    <>
      {checkFields.map((name) => (
        <input key={name} type="hidden" name={name} defaultValue="" />
      ))}
      <SubmitButton {...button} icon={icon} loading={isLocating || undefined} onClick={take}>
        {isLocating ? t('visit.starting') : children}
      </SubmitButton>
    </>
  );
}
