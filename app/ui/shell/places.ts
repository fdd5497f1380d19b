import type { Icon } from '../icons';

/** One place of the main navigation, in the person's language. */
export type Place = {
  to: string;
  label: string;
  icon: Icon;
  /** The letter after `g` that leads there. */
  letter?: string;
  badge?: number;
};
export type SavedView = { id: string; name: string; to: string };
export type Creation = { to: string; label: string; icon: Icon };
export type Person = {
  name: string;
  role: string;
  roles: { id: string; label: string; active: boolean }[];
  unit: string;
};
