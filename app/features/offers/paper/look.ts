/** Colours of our papers: ink that prints well in black too. */
export const faint = '#6b7785';
export const line = '#c9cdd4';
export const sheet = '#f2f4f7';
export const accent = '#0b57d0';
