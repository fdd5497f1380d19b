import { useT } from '~/core/i18n';
import { Callout } from '~/ui/card';
import { KeyRound } from '~/ui/icons';

/** A secret that is told this once. */
export function SecretCallout({ secret }: { secret: string }) {
  const t = useT();
  return (
    <Callout tone="ok" icon={KeyRound} title={t('webhook.secret_once')}>
      <input
        readOnly
        value={secret}
        aria-label={t('webhook.secret')}
        onFocus={(event) => event.currentTarget.select()}
        className="control num text-sm"
      />
    </Callout>
  );
}
