import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { Award, CircleX, GraduationCap, type Icon, Lightbulb, Stamp } from '~/ui/icons';
import { Link } from '~/ui/link';
import { nameIn } from './named';
import type { Profile } from './queries/profile.server';

const marks: Record<Profile['happened'][number]['kind'], Icon> = {
  issued: Award,
  revoked: CircleX,
  handed_in: Stamp,
  refused: CircleX,
  assigned: GraduationCap,
};

/** What happened last and what waits; the same on the person's own page. */
export function ProfileFacts({ profile }: { profile: Profile }) {
  const t = useT();
  const f = useFormat();
  const [worst] = profile.gaps;
  const total = profile.gaps.reduce((sum, gap) => sum + gap.amountFen, 0);
  const worstName = profile.missing.find(({ code }) => code === worst?.code);
  return (
    <>
      {profile.happened.length > 0 && (
        <section>
          <h3 className="mb-2 font-semibold">{t('matrix.recent')}</h3>
          <ul className="grid gap-3">
            {profile.happened.map((one) => {
              const Mark = marks[one.kind];
              const name = nameIn(f.locale, one);
              return (
                <li key={`${one.kind}${one.name}${one.on}`} className="flex gap-2 text-sm">
                  <Mark className="mt-0.5 shrink-0 text-[15px] text-ink-3" />
                  <span className="min-w-0 flex-1">
                    <span className="num float-right ml-2 text-xs leading-5 text-ink-3">
                      {f.day(one.on, profile.day)}
                    </span>
                    {one.certificateId ? (
                      <Link to={paths.certificate(one.certificateId)} className="font-medium hover:underline">
                        {name}
                      </Link>
                    ) : (
                      <span className="font-medium">{name}</span>
                    )}
                    <span className="clear-both block text-xs text-ink-3">
                      {t(`matrix.happened.${one.kind}`)}
                      {one.kind === 'issued' &&
                        one.validUntil &&
                        ` · ${t('certificate.until', { day: f.day(one.validUntil, profile.day) })}`}
                      {one.kind === 'assigned' &&
                        one.validUntil &&
                        ` · ${t('certificate.learn_by', { day: f.day(one.validUntil, profile.day) })}`}
                    </span>
                  </span>
                </li>
              );
            })}
          </ul>
        </section>
      )}
      {profile.gaps.length > 0 && (
        <section>
          <h3 className="mb-2 font-semibold">{t('blocked.of_person')}</h3>
          <ul className="grid gap-2">
            {profile.gaps.slice(0, 5).map((gap) => (
              <li key={`${gap.id}${gap.code}`} className="flex gap-2 text-sm">
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{gap.title}</span>
                  <span className="block truncate text-xs text-ink-3">
                    {t('blocked.lacks', {
                      code: profile.missing.find(({ code }) => code === gap.code)?.name ?? gap.code,
                    })}
                  </span>
                </span>
                <span className="num shrink-0">{f.money(gap.amountFen)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {worst && (
        <section className="rounded-lg bg-info-soft p-3 text-info-ink">
          <h3 className="flex items-center gap-1.5 font-semibold">
            <Lightbulb className="text-[15px]" />
            {t('matrix.advice')}
          </h3>
          <p className="mt-1 text-sm">
            {t('matrix.advice_text', {
              n: profile.gaps.length,
              amount: f.money(total),
              name: worstName ? nameIn(f.locale, worstName) : worst.code,
            })}
          </p>
        </section>
      )}
    </>
  );
}
