export type Inline =
  | { as: 'text'; text: string }
  | { as: 'strong'; of: Inline[] }
  | { as: 'em'; of: Inline[] }
  | { as: 'code'; text: string }
  | { as: 'link'; to: string; of: Inline[] };
export type Block =
  | { as: 'heading'; level: 2 | 3 | 4; of: Inline[] }
  | { as: 'paragraph' | 'quote'; of: Inline[] }
  | { as: 'list'; ordered: boolean; items: Inline[][] }
  | { as: 'table'; head: Inline[][]; rows: Inline[][][] }
  | { as: 'code'; text: string }
  | { as: 'rule' };

/** Where a link may lead: the web by its own name, or a page of ours. Anything else stays text. */
const isSafe = (to: string) => /^https?:\/\/[^\s]+$/.test(to) || /^\/(?![/\\])[^\s\\]*$/.test(to);

const marks = /`([^`]+)`|\*\*(.+?)\*\*|\*([^*\s][^*]*?)\*|\[([^\]]+)\]\(([^)\s]+)\)/;

export function inlineOf(text: string): Inline[] {
  const found = marks.exec(text);
  if (!found) return text ? [{ as: 'text', text }] : [];
  const [whole, code, strong, em, label, to] = found;
  const plain = (said: string): Inline[] => (said ? [{ as: 'text', text: said }] : []);
  const node = (): Inline => {
    if (code !== undefined) return { as: 'code', text: code };
    if (strong !== undefined) return { as: 'strong', of: inlineOf(strong) };
    if (em !== undefined) return { as: 'em', of: inlineOf(em) };
    return isSafe(to ?? '')
      ? { as: 'link', to: to ?? '', of: inlineOf(label ?? '') }
      : { as: 'text', text: label ?? '' };
  };
  return [...plain(text.slice(0, found.index)), node(), ...inlineOf(text.slice(found.index + whole.length))];
}

const bullet = /^\s{0,3}[-*+]\s+/;
const numbered = /^\s{0,3}\d{1,3}[.)、]\s*/;
const heading = /^(#{1,4})\s+(.*)$/;
const cells = (line: string) =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => inlineOf(cell.trim()));
const begins = (line: string) =>
  /^(#{1,4}\s|```|>|\s{0,3}[-*+]\s|\s{0,3}\d{1,3}[.)、]|\|)/.test(line) || line.trim() === '';

/**
 * The part of Markdown that chapters are written in, as a tree: what draws it makes elements of it, so no text can become
 * markup. Headings begin at the second level, for the first is the page's.
 */
export function markdown(source: string): Block[] {
  const lines = source.replace(/\r\n?/g, '\n').split('\n');
  const blocks: Block[] = [];
  const take = (fits: (line: string) => boolean) => {
    const taken: string[] = [];
    while (lines.length && fits(lines[0]!)) taken.push(lines.shift()!);
    return taken;
  };
  while (lines.length) {
    const line = lines[0]!;
    const title = heading.exec(line);
    if (line.trim() === '') lines.shift();
    else if (line.startsWith('```')) {
      lines.shift();
      blocks.push({ as: 'code', text: take((one) => !one.startsWith('```')).join('\n') });
      lines.shift();
    } else if (title) {
      lines.shift();
      const level = Math.min(4, title[1]!.length + 1) as 2 | 3 | 4;
      blocks.push({ as: 'heading', level, of: inlineOf(title[2]!.trim()) });
    } else if (/^(-{3,}|\*{3,})\s*$/.test(line)) {
      lines.shift();
      blocks.push({ as: 'rule' });
    } else if (line.startsWith('>')) {
      const said = take((one) => one.startsWith('>')).map((one) => one.replace(/^>\s?/, ''));
      blocks.push({ as: 'quote', of: inlineOf(said.join(' ')) });
    } else if (bullet.test(line) || numbered.test(line)) {
      const mark = bullet.test(line) ? bullet : numbered;
      const items = take((one) => mark.test(one)).map((one) => inlineOf(one.replace(mark, '')));
      blocks.push({ as: 'list', ordered: mark === numbered, items });
    } else if (line.startsWith('|')) {
      const [head = '', ...rest] = take((one) => one.startsWith('|'));
      const rows = rest.filter((one) => !/^\|[\s:|-]+\|?\s*$/.test(one)).map(cells);
      blocks.push({ as: 'table', head: cells(head), rows });
    } else {
      const first = lines.shift()!;
      blocks.push({ as: 'paragraph', of: inlineOf([first, ...take((one) => !begins(one))].join(' ')) });
    }
  }
  return blocks;
}
