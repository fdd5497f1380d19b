import type { Formatter } from '~/core/format';
import { useFormat, useT } from '~/core/i18n';
import type { Translate } from '~/core/message';
import { type Item, isFile, isHeldBack, type RecordNow } from '~/core/offline/item';
import { Badge } from '~/ui/badge';
import { Card } from '~/ui/card';
import { typedTexts } from './again';
import { FilePreview } from './file-preview';
import { ItemActions } from './item-actions';
import { useReason } from './use-reason';

/** One form or file that is still here only: how it stands, what it says, and what can be done about it. */
export function KeptItem({ item, items, now }: { item: Item; items: Item[]; now: Date }) {
  const t = useT();
  const f = useFormat();
  const reason = useReason();
  const { refusal } = item;
  const texts = typedTexts(item);
  const labels = refusal ? Object.entries(refusal.fields ?? {}) : [];
  const there = refusal?.now;
  return (
    <Card>
      <div className="grid gap-2.5">
        <div className="flex items-start gap-3">
          {isFile(item) && <FilePreview item={item} />}
          <div className="min-w-0 flex-1">
            <p className="font-semibold">{t(`outbox.kind.${item.kind}`)}</p>
            {item.about && <p className="text-ink-2">{item.about}</p>}
            <p className="num text-xs text-ink-3">
              {t('outbox.saved_at', { when: f.dateTime(new Date(item.at), now) })}
            </p>
          </div>
          {refusal ? (
            <Badge tone="bad">{t('outbox.refused')}</Badge>
          ) : (
            <Badge tone="warn">{isHeldBack(item, items) ? t('outbox.held') : t('outbox.waiting')}</Badge>
          )}
        </div>
        {refusal && (
          <div role="alert" className="rounded-lg bg-bad-soft px-3 py-2 text-bad-ink">
            <p className="font-medium">{reason(refusal)}</p>
            {labels.map(([name, message]) => (
              <p key={name}>{t.has(message) ? t.any(message, refusal.params) : t('common.field_not_valid')}</p>
            ))}
          </div>
        )}
        {(texts.length > 0 || there) && (
          <div className="grid gap-2.5 sm:grid-cols-2">
            {texts.length > 0 && (
              <Words title={t('outbox.typed')} lines={texts.map(([, value]) => value)} isMine={Boolean(there)} />
            )}
            {there && <Words title={t('outbox.now')} lines={nowOf(there, t, f, now)} />}
          </div>
        )}
        <ItemActions item={item} texts={texts.map(([, value]) => value)} />
      </div>
    </Card>
  );
}

/** What the other version says. */
function nowOf(there: RecordNow, t: Translate, f: Formatter, now: Date): string[] {
  if ('dueOn' in there) {
    const { text, state, dueOn, ownerName, answer, evidence } = there;
    const facts = [t.any(`commitment.state.${state}`), f.day(dueOn, now), ownerName ?? ''];
    return [text, facts.filter(Boolean).join(' · '), answer ?? '', evidence ?? ''];
  }
  return [
    `${there.purpose} · ${t.any(`visit.status.${there.status}`)}`,
    f.dateTime(new Date(there.plannedAt), now),
    there.note ?? t('outbox.nothing_there'),
    there.nextStep ?? '',
  ];
}

/** One of two versions, side by side where there is room. */
function Words({ title, lines, isMine = false }: { title: string; lines: string[]; isMine?: boolean }) {
  return (
    <div className={`grid content-start gap-0.5 border-l-2 pl-3 ${isMine ? 'border-brand' : 'border-line-strong'}`}>
      <p className="text-xs text-ink-3">{title}</p>
      {lines.filter(Boolean).map((line) => (
        <p key={line} className="min-w-0 whitespace-pre-wrap break-words">
          {line}
        </p>
      ))}
    </div>
  );
}
