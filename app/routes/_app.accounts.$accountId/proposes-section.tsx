import { useT } from '~/core/i18n';
import { Section } from '~/ui/card';
import { PostButton } from '~/ui/post-button';
import type { AccountData } from './route';

const choices = ['company', 'always', 'never'] as const;

/** Whether the nightly job proposes visits to this account. */
export function ProposesSection({ data: { account, may } }: { data: AccountData }) {
  const t = useT();
  const chosen = account.proposes === null ? 'company' : account.proposes ? 'always' : 'never';
  return (
    <Section title={t('proposal.account')}>
      {may.update ? (
        <div className="flex flex-wrap gap-1.5">
          {choices.map((choice) => (
            <PostButton
              key={choice}
              size="sm"
              variant={choice === chosen ? 'secondary' : 'ghost'}
              aria-pressed={choice === chosen}
              fields={{ intent: 'proposes', proposes: choice }}
            >
              {t(`proposal.account.${choice}`)}
            </PostButton>
          ))}
        </div>
      ) : (
        <p className="text-ink-2">{t(`proposal.account.${chosen}`)}</p>
      )}
    </Section>
  );
}
