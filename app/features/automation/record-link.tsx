import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { Link } from '~/ui/link';
import type { RuleSubject } from './rules';

const pageOf: Record<RuleSubject, (id: string) => string> = {
  opportunity: paths.opportunity,
  account: paths.account,
  visit: paths.visit,
  lead: paths.lead,
  commitment: () => '/commitments',
};

/** The record a rule fired on, or would have; one that is gone has no name any more. */
export function RecordLink({ subject, id, title }: { subject: RuleSubject; id: string; title: string | null }) {
  const t = useT();
  if (title === null) return <span className="text-ink-3">{t('automation.record_gone')}</span>;
  return (
    <Link
      to={pageOf[subject](id)}
      className="underline underline-offset-2 max-sm:flex max-sm:min-h-11 max-sm:items-center"
    >
      {title}
    </Link>
  );
}
