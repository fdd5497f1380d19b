import { useT } from '~/core/i18n';
import { ButtonLink } from '~/ui/button';
import { ArrowRightLeft } from '~/ui/icons';

type Side = { id: string; name: string; about: (string | null)[] };
type TwoSidesProps = { kept: Side; gone: Side; at: '/accounts/merge' | '/contacts/merge' };

/** The one that stays beside the one that goes, and the way to change their places. */
export function TwoSides({ kept, gone, at }: TwoSidesProps) {
  const t = useT();
  return (
    <div className="grid items-stretch gap-3 sm:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)]">
      <SideCard label={t('duplicates.kept')} side={kept} />
      <ButtonLink
        to={`${at}?kept=${gone.id}&gone=${kept.id}`}
        icon={ArrowRightLeft}
        className="self-center justify-self-start"
      >
        {t('duplicates.swap')}
      </ButtonLink>
      <SideCard label={t('duplicates.gone')} side={gone} />
    </div>
  );
}

function SideCard({ label, side }: { label: string; side: Side }) {
  return (
    <section className="min-w-0 rounded-[10px] border border-line bg-surface p-3 max-sm:rounded-2xl max-sm:p-4">
      <p className="text-xs text-ink-3">{label}</p>
      <p className="font-semibold break-words">{side.name}</p>
      <p className="text-xs text-ink-2">{side.about.filter(Boolean).join(' · ')}</p>
    </section>
  );
}
