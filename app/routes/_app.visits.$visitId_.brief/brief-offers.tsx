import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { nameIn } from '~/features/offerings/named';
import { useReason } from '~/features/solutions/use-reason';
import { Section } from '~/ui/card';
import { Link } from '~/ui/link';
import type { BriefData } from './route';

/** What to offer next, each with why. */
export function BriefOffers({ page: { offers } }: { page: BriefData }) {
  const t = useT();
  const { locale } = useFormat();
  const said = useReason();
  if (!offers.length) return null;
  return (
    <Section title={t('brief.offers')}>
      <ul className="grid gap-2">
        {offers.map(({ of, reasons }) => (
          <li key={of.id}>
            <Link
              to={of.kind === 'bundle' ? paths.bundle(of.id) : paths.offering(of.id)}
              className="font-medium hover:text-brand-ink hover:underline"
            >
              {nameIn(locale, of)}
            </Link>
            {reasons.slice(0, 2).map((reason) => (
              <span key={JSON.stringify(reason)} className="block text-xs text-ink-3">
                {said(reason)}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </Section>
  );
}
