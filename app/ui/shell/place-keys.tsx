import { useNavigate } from '@remix-run/react';
import { useShortcut } from '../shortcuts';
import type { Place } from './places';

/** `g` and a letter leads to a place. */
export function PlaceKeys({ places }: { places: Place[] }) {
  return places.map((place) => (place.letter ? <PlaceKey key={place.to} to={place.to} letter={place.letter} /> : null));
}

function PlaceKey({ to, letter }: { to: string; letter: string }) {
  const navigate = useNavigate();
  useShortcut(`g ${letter}`, () => navigate(to));
  return null;
}
