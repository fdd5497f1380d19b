import { useT } from '~/core/i18n';
import Modal from '../dialog-modal';
import { Kbd } from '../kbd';
import type { Place } from './places';

export default function KeySheet({ places, onClose }: { places: Place[]; onClose: () => void }) {
  const t = useT();
  const rows: [string, string][] = [
    ['⌘ K', t('keys.open_palette')],
    ['/', t('keys.search')],
    ['C', t('keys.create')],
    ['J K', t('keys.move')],
    ['↵', t('keys.open')],
    ['X', t('keys.select')],
    ['E', t('keys.edit')],
    ['Z', t('keys.undo')],
    ['Esc', t('keys.close')],
    ['?', t('keys.help')],
  ];
  const jumps = places.flatMap(({ letter, label }): [string, string][] =>
    letter ? [[`G ${letter.toUpperCase()}`, label]] : [],
  );
  return (
    <Modal title={t('keys.title')} onClose={onClose} wide>
      <dl className="grid grid-cols-2 gap-x-8 max-sm:grid-cols-1">
        {[...rows, ...jumps].map(([keys, what]) => (
          <div key={keys} className="flex items-center justify-between border-b border-line py-1.5">
            <dt>{what}</dt>
            <dd className="flex gap-1">
              {keys.split(' ').map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
