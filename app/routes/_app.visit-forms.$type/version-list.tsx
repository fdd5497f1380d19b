import { useFormat, useT } from '~/core/i18n';
import { Badge } from '~/ui/badge';
import { Card } from '~/ui/card';
import { Link } from '~/ui/link';

type Version = { version: number; publishedAt: Date; publisher: string | null; questions: number };
type Props = { versions: Version[]; now: number; shown: number | null; here: string; at: Date };

/** Every version ever published, and the national form they began with. */
export function VersionList({ versions, now, shown, here, at }: Props) {
  const t = useT();
  const f = useFormat();
  const row = (version: number, title: string, sub?: string) => (
    <li key={version}>
      <Link
        to={`${here}&version=${version}`}
        aria-current={shown === version ? 'true' : undefined}
        className="flex items-center gap-3 px-4 py-2.5 hover:bg-sunken aria-[current]:bg-sunken max-sm:min-h-11"
      >
        <span className="min-w-0 flex-1">
          {title}
          {sub && <span className="mt-0.5 block text-xs text-ink-3">{sub}</span>}
        </span>
        {version === now && <Badge tone="ok">{t('visit_form.now')}</Badge>}
      </Link>
    </li>
  );
  return (
    <Card title={t('visit_form.versions')} padded={false} className="overflow-hidden">
      <ul className="divide-y divide-line">
        {versions.map(({ version, publishedAt, publisher, questions }) =>
          row(
            version,
            t('visit_form.version', { n: version }),
            `${t('visit_form.published', { who: publisher ?? t('common.unknown'), when: f.dateTime(publishedAt, at) })} · ${t('visit_form.questions_n', { n: questions })}`,
          ),
        )}
        {row(0, t('visit_form.national'))}
      </ul>
    </Card>
  );
}
