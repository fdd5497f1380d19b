import { useNavigate } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useFormat, useT } from '~/core/i18n';
import { type Item, isHeldBack } from '~/core/offline/item';
import { Badge } from '~/ui/badge';
import { Button, ButtonLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { formOf, recordOf, typedTexts } from './again';
import { useReason } from './use-reason';

const nothingThere = [403, 404];

/** One form that is still here only: how it stands, what it says, and what can be done about it. */
export function KeptItem({ item, items, now }: { item: Item; items: Item[]; now: Date }) {
  const t = useT();
  const f = useFormat();
  const navigate = useNavigate();
  const reason = useReason();
  const { refusal } = item;
  const form = formOf(item);
  const texts = typedTexts(item);
  const labels = refusal ? Object.entries(refusal.fields ?? {}) : [];
  const isThere = refusal && !nothingThere.includes(refusal.status);

  async function again() {
    const box = await import('~/core/offline/box');
    if (!form) return box.retry(item);
    await box.saveDraft(form.draft, { entries: item.entries, replaces: item.id });
    navigate(form.to);
  }
  async function discard() {
    if (window.confirm(t('outbox.discard_sure'))) await (await import('~/core/offline/box')).discard(item.id);
  }

  return (
    <Card>
      <div className="grid gap-2.5">
        <div className="flex items-start gap-2">
          <div className="min-w-0 flex-1">
            <p className="font-semibold">{t(`outbox.kind.${item.kind}`)}</p>
            {item.about && <p className="text-ink-2">{item.about}</p>}
          </div>
          {refusal ? (
            <Badge tone="bad">{t('outbox.refused')}</Badge>
          ) : (
            <Badge tone="warn">{isHeldBack(item, items) ? t('outbox.held') : t('outbox.waiting')}</Badge>
          )}
        </div>
        <p className="num text-xs text-ink-3">{t('outbox.saved_at', { when: f.dateTime(new Date(item.at), now) })}</p>
        {refusal && (
          <div role="alert" className="rounded-lg bg-bad-soft px-3 py-2 text-bad-ink">
            <p className="font-medium">{reason(refusal)}</p>
            {labels.map(([name, message]) => (
              <p key={name}>{t.has(message) ? t.any(message, refusal.params) : t('common.field_not_valid')}</p>
            ))}
          </div>
        )}
        {refusal?.now && (
          <Words title={t('outbox.now')}>
            <p>
              {refusal.now.purpose} · {t.any(`visit.status.${refusal.now.status}`)}
            </p>
            {refusal.now.note && <p className="whitespace-pre-wrap">{refusal.now.note}</p>}
          </Words>
        )}
        {texts.length > 0 && (
          <Words title={t('outbox.typed')}>
            {texts.map(([name, value]) => (
              <p key={name} className="whitespace-pre-wrap break-words">
                {value}
              </p>
            ))}
          </Words>
        )}
        <div className="flex flex-wrap gap-2">
          {isThere && (
            <Button size="sm" variant="primary" onClick={() => void again()}>
              {form ? t('outbox.edit') : t('outbox.again')}
            </Button>
          )}
          {isThere && (
            <ButtonLink size="sm" to={recordOf(item)} prefetch="none">
              {t('outbox.open_record')}
            </ButtonLink>
          )}
          <Button size="sm" variant="ghost" onClick={() => void discard()}>
            {t('outbox.discard')}
          </Button>
        </div>
      </div>
    </Card>
  );
}

function Words({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid gap-0.5 border-l-2 border-line pl-3">
      <p className="text-xs text-ink-3">{title}</p>
      {children}
    </div>
  );
}
