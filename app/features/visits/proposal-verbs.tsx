import { useLocation } from '@remix-run/react';
import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { Check, X } from '~/ui/icons';
import { PostButton } from '~/ui/post-button';
import { MoveLink } from './move-link';

type ProposalVerbsProps = {
  visit: { id: string; version: number; accountName: string | null };
  withMove?: boolean;
  /** Where to be when it is dropped; here, unless this is its own page. */
  back?: string;
};

/** What its owner makes of a proposed visit: one press each. */
export function ProposalVerbs({ visit, withMove = false, back }: ProposalVerbsProps) {
  const t = useT();
  const { pathname, search } = useLocation();
  const here = pathname + search;
  const post = (intent: 'keep' | 'reject') => ({
    action: paths.visit(visit.id),
    fields: { intent, version: visit.version, back: intent === 'reject' ? (back ?? here) : here },
    size: 'sm' as const,
    'aria-label': `${t(`proposal.${intent}`)} ${visit.accountName ?? ''}`,
  });
  return (
    <div className="flex flex-wrap gap-1.5">
      <PostButton {...post('keep')} icon={Check}>
        {t('proposal.keep')}
      </PostButton>
      {withMove && <MoveLink visit={visit} label={t('move.to')} />}
      <PostButton {...post('reject')} variant="ghost" icon={X}>
        {t('proposal.reject')}
      </PostButton>
    </div>
  );
}
