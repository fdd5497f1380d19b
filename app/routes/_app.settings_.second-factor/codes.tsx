import { useT } from '~/core/i18n';
import { Callout } from '~/ui/card';
import { KeyRound } from '~/ui/icons';

/** The recovery codes, the only time they are seen. */
export function Codes({ codes }: { codes: string[] }) {
  const t = useT();
  return (
    <Callout tone="ok" icon={KeyRound} title={t('access.codes_once')}>
      <p>{t('access.codes_hint')}</p>
      <ol aria-label={t('access.codes')} className="num mt-3 grid gap-1 text-base select-all sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
    </Callout>
  );
}
