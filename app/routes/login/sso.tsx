import { useT } from '~/core/i18n';
import { ButtonLink } from '~/ui/button';
import { CircleAlert, IdCard } from '~/ui/icons';

type Provider = { company: string; name: string };

/** A way in by each company's own service; a whole new page, since it leaves the product. */
export function SsoLinks({ providers, to }: { providers: Provider[]; to: string }) {
  const t = useT();
  return providers.map(({ company, name }) => (
    <div key={company} className="mt-3">
      <ButtonLink
        to={`/login/sso/${company}?to=${encodeURIComponent(to)}`}
        size="lg"
        block
        icon={IdCard}
        reloadDocument
        prefetch="none"
      >
        {t('access.sso_sign_in', { name })}
      </ButtonLink>
    </div>
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
