import { useT } from '~/core/i18n';
import { softTone } from '~/ui/badge';

const tones = ['ok', 'warn', 'bad', 'neutral'] as const;

/** What the colours say; the numbers say it too. */
export function Legend() {
  const t = useT();
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-2">
      {tones.map((tone) => (
        <li key={tone} className="flex items-center gap-1.5">
          <span aria-hidden="true" className={`size-3 rounded-sm border border-line ${softTone[tone]}`} />
          {t(`coverage.legend.${tone}`)}
        </li>
      ))}
    </ul>
  );
}
