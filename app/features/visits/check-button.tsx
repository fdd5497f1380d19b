import { type MouseEvent, type ReactNode, useState } from 'react';
import { useT } from '~/core/i18n';
import { SubmitButton } from '~/ui/button';
import { type Icon, MapPinCheck } from '~/ui/icons';
import { checkFields, takeCheck } from './locate';

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
