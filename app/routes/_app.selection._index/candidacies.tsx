import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import type { listCandidacies } from '~/features/selection/queries/openings.server';
import { ButtonLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { PostButton } from '~/ui/post-button';

/** Where oneself stands: in kind words, without a mark or a rank. */
export function Candidacies({ rows }: { rows: Awaited<ReturnType<typeof listCandidacies>> }) {
  const t = useT();
  if (!rows.length) return null;
  return (
    <Card title={t('selection.mine')} padded={false}>
      <ul className="divide-y divide-line">
        {rows.map((one) => {
          const word = one.openingState === 'cancelled' && one.state === 'standing' ? 'cancelled' : one.state;
          return (
            <li key={one.id} className="grid gap-1 px-3 max-sm:px-4 py-3">
              <p className="font-medium">
                {one.title} <span className="font-normal text-ink-3">{one.team}</span>
              </p>
              <p className={word === 'chosen' ? 'text-ok-ink' : 'text-ink-2'}>{t(`selection.mine.${word}`)}</p>
              {one.nextSteps && (
                <p className="whitespace-pre-wrap break-words border-l-2 border-brand pl-3">{one.nextSteps}</p>
              )}
              <div className="mt-1 flex gap-2">
                {one.planId && <ButtonLink to={paths.onboarding(one.planId)}>{t('onboarding.open')}</ButtonLink>}
                {word === 'standing' && (
                  <PostButton
                    action={paths.opening(one.openingId)}
                    fields={{ intent: 'withdraw', id: one.id }}
                    variant="ghost"
                    navigate
                  >
                    {t('selection.withdraw')}
                  </PostButton>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
