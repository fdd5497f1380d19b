import { useNavigation } from '@remix-run/react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useT } from '~/core/i18n';
import type { PaletteCommand } from '../palette';
import { useShortcut } from '../shortcuts';
import { ToastRegion } from '../toast';
import { AllPlacesContext } from './all-places';
import { NoticesContext } from './bell';
import { BottomBar } from './bottom-bar';
import { PlaceKeys } from './place-keys';
import type { Creation, Person, Place, SavedView } from './places';
import { Rail } from './rail';

const Palette = lazy(() => import('../palette'));
const KeySheet = lazy(() => import('./key-sheet'));

type ShellProps = {
  person: Person;
  places: Place[];
  /** The places and what else is led to from the phone's own page. */
  allPlaces: Place[];
  /** The phone's bottom bar: three of the places. */
  thumbPlaces: Place[];
  creations: Creation[];
  views: SavedView[];
  commands: PaletteCommand[];
  /** How many notices wait to be read. */
  notices: number;
  children: ReactNode;
};

export function Shell({
  person,
  places,
  allPlaces,
  thumbPlaces,
  creations,
  views,
  commands,
  notices,
  children,
}: ShellProps) {
  const t = useT();
  const [overlay, setOverlay] = useState<'palette' | 'keys' | null>(null);
  useShortcut('mod+k', () => setOverlay('palette'));
  useShortcut('?', () => setOverlay('keys'));
  const close = () => setOverlay(null);
  return (
    <ToastRegion>
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-60 focus:rounded-md focus:bg-surface focus:px-3 focus:py-2 focus:shadow-pop"
      >
        {t('shell.skip')}
      </a>
      <Progress />
      <PlaceKeys places={places} />
      <div className="sm:flex">
        <Rail places={places} views={views} person={person} notices={notices} onSearch={() => setOverlay('palette')} />
        <main
          id="main"
          tabIndex={-1}
          className="min-h-dvh min-w-0 flex-1 outline-none max-sm:pb-[calc(76px+env(safe-area-inset-bottom))] max-sm:has-[[data-bottom-bar]]:pb-0"
        >
          <AllPlacesContext.Provider value={{ places: allPlaces, views }}>
            <NoticesContext.Provider value={notices}>{children}</NoticesContext.Provider>
          </AllPlacesContext.Provider>
        </main>
      </div>
      <BottomBar places={thumbPlaces} creations={creations} />
      {/* only when opened: a boundary in the first page gives up its hydration when something changes meanwhile */}
      {overlay && (
        <Suspense fallback={null}>
          {overlay === 'palette' ? (
            <Palette commands={commands} onClose={close} />
          ) : (
            <KeySheet places={places} onClose={close} />
          )}
        </Suspense>
      )}
    </ToastRegion>
  );
}

/** A hairline along the top while a page is on its way. */
function Progress() {
  const busy = useNavigation().state !== 'idle';
  if (!busy) return null;
  return (
    <div
      aria-hidden="true"
      className="fixed inset-x-0 top-0 z-60 h-0.5 origin-left animate-pulse bg-brand [animation-delay:120ms]"
    />
  );
}
