let present: string | null = null;

/** Who is signed in on this page: nobody else's forms are kept, shown or sent. */
export const presentPerson = () => present;
export const setPresentPerson = (id: string | null) => {
  present = id;
};

/** Values are encrypted or not stored at all, which plain addresses do not offer. */
export const canKeep = () =>
  typeof indexedDB !== 'undefined' && Boolean(globalThis.crypto?.subtle) && 'locks' in navigator;

/** What a page keeps by itself until it is sent is named so: it outlives the tab and goes when the person signs out. */
export const unsentName = (what: string) => `unsent ${what}`;

export function forgetUnsent() {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(unsentName(''))) localStorage.removeItem(name);
  } catch {} // storage is not allowed: nothing was kept
}
