import { useNavigate } from '@remix-run/react';
import { useState } from 'react';
import { useT } from '~/core/i18n';
import { Card } from '~/ui/card';
import { Kbd } from '~/ui/kbd';
import { useShortcut } from '~/ui/shortcuts';
import { neighbours } from './addresses';
import type { TalkPage } from './route';

/** Everything on this page by the keyboard; `?` shows how. */
export function TalkKeys({ page }: { page: TalkPage }) {
  const t = useT();
  const navigate = useNavigate();
  const [shown, setShown] = useState(false);
  const way = neighbours(page);
  const deal = page.deals[page.at];
  const go = (to: string | null) => () => {
    if (to) navigate(to, { preventScrollReset: true, replace: true });
  };
  useShortcut('j', go(way.nextDeal));
  useShortcut('k', go(way.previousDeal));
  useShortcut('n', go(way.nextPerson));
  useShortcut('p', go(way.previousPerson));
  useShortcut('o', () => deal && navigate(`/opportunities/${deal.id}`));
  useShortcut('?', () => setShown(!shown));
  useShortcut('Escape', () => (document.activeElement instanceof HTMLElement ? document.activeElement.blur() : null));
  if (!shown) return null;
  const rows: [string, string][] = [
    ['J K', t('talk.key.deal')],
    ['N P', t('talk.key.person')],
    ['E', t('talk.key.note')],
    ['↵', t('talk.key.save')],
    ['Esc', t('talk.key.leave')],
    ['O', t('talk.key.open')],
    ['D', t('talk.key.done')],
    ['?', t('talk.key.help')],
  ];
  return (
    <Card title={t('talk.keys')} className="mb-3">
      <dl className="grid grid-cols-4 gap-x-6 max-lg:grid-cols-2 max-sm:grid-cols-1">
        {rows.map(([keys, what]) => (
          <div key={keys} className="flex items-center justify-between gap-2 border-b border-line py-1.5">
            <dt>{what}</dt>
            <dd className="flex gap-1">
              {keys.split(' ').map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
