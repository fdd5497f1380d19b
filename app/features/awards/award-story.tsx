import { useFormat, useT } from '~/core/i18n';
import { Trophy } from '~/ui/icons';
import { Link } from '~/ui/link';

type Story = {
  title: string;
  personName: string;
  unitName: string | null;
  citation: string | null;
  story: string;
  nominator: string | null;
  decider: string | null;
  decidedAt: Date | null;
};

/** An honour as the company reads it. */
export function AwardStory({ award, to }: { award: Story; to?: string }) {
  const t = useT();
  const f = useFormat();
  const { title, personName, unitName, nominator, decider, decidedAt } = award;
  const told = award.citation ?? award.story;
  return (
    <article className="flex h-full flex-col rounded-[10px] border border-line bg-surface p-5 shadow-card max-sm:rounded-2xl">
      <span className="mb-3 flex size-10 items-center justify-center rounded-full bg-warn-soft text-warn-ink">
        <Trophy className="text-[20px]" />
      </span>
      <h2 className="text-lg font-semibold">
        {to ? (
          <Link to={to} className="hover:text-brand-ink">
            {title}
          </Link>
        ) : (
          title
        )}
      </h2>
      <p className="mt-0.5 font-medium text-brand-ink">
        {personName} {unitName && <span className="font-normal text-ink-3">{unitName}</span>}
      </p>
      <p className={`mt-3 whitespace-pre-wrap break-words leading-relaxed ${to ? 'line-clamp-6' : ''}`}>
        {told || t('award.story_missing')}
      </p>
      <p className="mt-auto pt-4 text-sm text-ink-3">
        {[
          nominator && t('award.told_by', { who: nominator }),
          decidedAt &&
            t('award.granted_by', { who: decider ?? '—', when: f.day(decidedAt.toISOString().slice(0, 10)) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </article>
  );
}
