import { Form } from '@remix-run/react';
import { useT } from '~/core/i18n';
import { CheckButton } from './check-button';

type StartButtonProps = {
  id: string;
  version: number;
  /** What the visit is known by while the check-in waits for the network. */
  about: string;
  size?: 'md' | 'lg';
};

/** Checks in; the visit starts without a position too. */
export function StartButton({ id, version, about, size = 'lg' }: StartButtonProps) {
  const t = useT();
  return (
    <Form method="post" action={`/visits/${id}`} className="min-w-0 flex-1">
      <input type="hidden" name="intent" value="start" />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="about" value={about} />
      <CheckButton size={size} block>
        {t('visit.start')}
      </CheckButton>
    </Form>
  );
}
