import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { Badge } from '~/ui/badge';
import { ButtonLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { Plus } from '~/ui/icons';
import { Link } from '~/ui/link';
import { nameIn } from './named';
import type { HeldCertificate } from './queries/certificate.server';
import { daysUntil, holds, soonDays } from './rules';

/** What somebody holds, and where evidence of more is handed in. */
export function HeldCard(props: { held: HeldCertificate[]; personId: string; day: string; mayPropose: boolean }) {
  const t = useT();
  const f = useFormat();
  const { held, personId, day, mayPropose } = props;
  if (!mayPropose && !held.length) return null;
  return (
    <Card
      title={t('person.certificates')}
      action={
        mayPropose && (
          <ButtonLink to={`/certificates/new?person=${personId}`} size="sm" icon={Plus}>
            {t('proof.hand_in')}
          </ButtonLink>
        )
      }
    >
      {!held.length && <p className="text-ink-3">{t('person.certificates_none')}</p>}
      <ul className="divide-y divide-line">
        {held.map((one) => {
          const { validUntil } = one;
          const isSoon = validUntil !== null && holds(validUntil, day) && daysUntil(day, validUntil) <= soonDays;
          return (
            <li key={one.id} className="flex min-h-9 flex-wrap items-center gap-x-2 max-sm:min-h-11">
              {one.certificateId ? (
                <Link to={paths.certificate(one.certificateId)} className="font-medium hover:underline">
                  {nameIn(f.locale, one)}
                </Link>
              ) : (
                <span className="font-medium">{nameIn(f.locale, one)}</span>
              )}
              {(one.topLevel ?? 1) > 1 && (
                <span className="text-ink-3">{t('certificate.level', { n: one.level })}</span>
              )}
              <span className="min-w-0 truncate text-ink-3">{one.issuedBy}</span>
              <span className="ml-auto flex items-center gap-2 text-xs text-ink-3">
                {validUntil === null ? t('certificate.for_good') : f.day(validUntil, day)}
                {isSoon && <Badge tone="warn">{t('certificate.state.expiring')}</Badge>}
                {!holds(validUntil, day) && <Badge tone="bad">{t('certificate.state.expired')}</Badge>}
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
