import { useT } from '~/core/i18n';
import { Badge } from '~/ui/badge';

export type Answer = { status: number; headers: string[]; text: string };

export function AnswerView({ answer: { status, headers, text } }: { answer: Answer }) {
  const t = useT();
  return (
    <section aria-label={t('api.answer')} className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone={status < 400 ? 'ok' : 'bad'}>{status}</Badge>
        {headers.map((line) => (
          <code key={line} className="num text-xs text-ink-3">
            {line}
          </code>
        ))}
      </div>
      {text && <pre className="num max-h-[480px] overflow-auto rounded-[8px] bg-sunken p-3 text-sm">{text}</pre>}
    </section>
  );
}
