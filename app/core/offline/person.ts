let present: string | null = null;

/** Who is signed in on this page: nobody else's forms are kept, shown or sent. */
export const presentPerson = () => present;
export const setPresentPerson = (id: string | null) => {
  present = id;
};

/** Values are encrypted or not stored at all, which plain addresses do not offer. */
export const canKeep = () =>
  typeof indexedDB !== 'undefined' && Boolean(globalThis.crypto?.subtle) && 'locks' in navigator;
