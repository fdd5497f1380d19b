export type Inline =
  | { as: 'text'; text: string }
  | { as: 'strong'; of: Inline[] }
  | { as: 'em'; of: Inline[] }
  | { as: 'del'; of: Inline[] }
  | { as: 'code'; text: string }
  | { as: 'link'; to: string; of: Inline[] }
  | { as: 'break' };
export type Block =
  | { as: 'heading'; level: 2 | 3 | 4; of: Inline[] }
  | { as: 'paragraph'; of: Inline[] }
  | { as: 'quote'; of: Block[] }
  | { as: 'list'; start: number | null; items: Block[][] }
  | { as: 'table'; head: Inline[][]; rows: Inline[][][] }
  | { as: 'code'; text: string }
  | { as: 'rule' };

/** Where a link may lead: the web by its own name, or a page of ours. Anything else stays text. */
export const isSafeLink = (to: string) => /^https?:\/\/[^\s]+$/.test(to) || /^\/(?![/\\])[^\s\\]*$/.test(to);
