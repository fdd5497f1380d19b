import { Form } from '@remix-run/react';
import { useT } from '~/core/i18n';
import { CheckButton } from './check-button';

/** Checks in; the visit starts without a position too. */
export function StartButton({ id, version, size = 'lg' }: { id: string; version: number; size?: 'md' | 'lg' }) {
  const t = useT();
  return (
    <Form method="post" action={`/visits/${id}`} className="min-w-0 flex-1">
      <input type="hidden" name="intent" value="start" />
      <input type="hidden" name="version" value={version} />
      <CheckButton size={size} block>
        {t('visit.start')}
      </CheckButton>
    </Form>
  );
}
