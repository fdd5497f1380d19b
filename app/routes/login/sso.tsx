import { useT } from '~/core/i18n';
import { CircleAlert } from '~/ui/icons';

type Provider = { company: string; name: string };

/** A way in by each company's own service; a plain link, since it leaves the product. */
export function SsoLinks({ providers, to }: { providers: Provider[]; to: string }) {
  const t = useT();
  return providers.map(({ company, name }) => (
    <a
      key={company}
      href={`/login/sso/${company}?to=${encodeURIComponent(to)}`}
      className="mt-3 flex min-h-11 items-center justify-center rounded-md border border-line-strong bg-surface px-4 font-medium hover:bg-sunken"
    >
      {t('access.sso_sign_in', { name })}
    </a>
  ));
}

/** What came of it, when it did not lead in. */
export function SsoAnswer({ outcome }: { outcome: string | null }) {
  const t = useT();
  if (outcome !== 'unknown' && outcome !== 'failed') return null;
  return (
    <p role="alert" className="mb-4 flex items-start gap-2 rounded-md bg-warn-soft p-3 text-warn-ink">
      <CircleAlert className="mt-0.5 shrink-0 text-[16px]" />
      {t(outcome === 'unknown' ? 'access.sso_unknown' : 'access.sso_failed')}
    </p>
  );
}
