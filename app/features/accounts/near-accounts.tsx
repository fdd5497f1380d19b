import { useEffect, useRef, useState } from 'react';
import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { Callout } from '~/ui/card';
import type { NearAccount } from './queries/near.server';

const watched = ['name', 'creditCode'];

/** Accounts like the one being typed into the form around; each opens beside it, so that nothing typed is lost. */
export function NearAccounts() {
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState<NearAccount[]>([]);

  useEffect(() => {
    const form = box.current?.closest('form');
    if (!form) return;
    let timer = 0;
    let asked = new AbortController();
    const ask = () => {
      const typed = new FormData(form);
      const query = new URLSearchParams(watched.map((name) => [name, String(typed.get(name) ?? '')]));
      asked.abort();
      asked = new AbortController();
      fetch(`/accounts/near.json?${query}`, { signal: asked.signal })
        .then((answer) => (answer.ok ? answer.json() : { near: [] }))
        .then((data: { near: NearAccount[] }) => setNear(data.near))
        .catch(() => {}); // superseded, or no network: it is a hint only
    };
    const soon = ({ target }: Event) => {
      if (!(target instanceof HTMLInputElement) || !watched.includes(target.name)) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(ask, 400);
    };
    form.addEventListener('input', soon);
    if (new FormData(form).get('name')) ask();
    return () => {
      form.removeEventListener('input', soon);
      window.clearTimeout(timer);
      asked.abort();
    };
  }, []);

  return (
    <div ref={box} role="status" className={near.length ? undefined : 'hidden'}>
      {near.length > 0 && (
        <Callout title={t('account.near')}>
          <ul>
            {near.map(({ id, name, creditCode, ownerName }) => (
              <li key={id} className="flex flex-wrap items-baseline gap-x-2 max-sm:py-2">
                <a
                  href={paths.account(id)}
                  target="_blank"
                  rel="noreferrer"
                  className="text-brand-ink underline underline-offset-2"
                >
                  {name}
                </a>
                <span className="text-xs text-ink-2">
                  {[creditCode, ownerName && t('account.near_owner', { name: ownerName })].filter(Boolean).join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        </Callout>
      )}
    </div>
  );
}
