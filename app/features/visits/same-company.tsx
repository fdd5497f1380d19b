import { useRef, useState } from 'react';
import { useT } from '~/core/i18n';
import { Button } from '~/ui/button';
import { History } from '~/ui/icons';
import type { LastCompany } from './pickers';

/** One press chooses who was there last time; who cannot come any more is named. */
export function SameCompany({ last, me }: { last: LastCompany; me: string }) {
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  const [said, setSaid] = useState('');
  const choose = () => {
    const form = box.current?.closest('form');
    if (!form) return;
    const wanted = new Set([...last.contactIds, ...last.people.map(({ id }) => id)]);
    let n = 0;
    for (const input of form.querySelectorAll<HTMLInputElement>('input[name=contactIds], input[name=personIds]')) {
      input.checked = wanted.has(input.value);
      if (input.checked) n++;
      if (input.checked)
        for (let at = input.closest('details'); at; at = at.parentElement?.closest('details') ?? null) at.open = true;
    }
    form.dispatchEvent(new Event('input', { bubbles: true }));
    const gone = last.gone.filter(Boolean);
    setSaid(
      gone.length ? t('visit.same_without', { n, names: gone.join(t('journal.comma')) }) : t('visit.same_done', { n }),
    );
  };
  const others = last.people.filter(({ id }) => id !== me);
  if (!last.contactIds.length && !others.length && !last.gone.length) return null;
  return (
    <div ref={box} className="flex flex-wrap items-center gap-2 noscript:hidden">
      <Button icon={History} size="sm" onClick={choose}>
        {t('visit.same_company')}
      </Button>
      <span role="status" className="text-xs text-ink-3">
        {said}
      </span>
    </div>
  );
}
