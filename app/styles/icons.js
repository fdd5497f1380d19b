import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { icons } from '@iconify-json/lucide';
import plugin from 'tailwindcss/plugin';

const drawing = (name) => icons.icons[name] ?? icons.icons[icons.aliases[name].parent];
const used = readFileSync(new URL('../ui/icons.tsx', import.meta.url), 'utf8').matchAll(/'icon icon-([\w-]+)'/g);
const names = [...new Set([...used].map(([, name]) => name))].sort();
const across = Math.ceil(Math.sqrt(names.length));
const cell = (no) => ({ column: no % across, row: Math.floor(no / across) });

/**
 * All drawings in one file beside the style sheet: a browser makes a document of each SVG, and twenty of them in the
 * style sheet held back a phone's first paint by a third of a second.
 */
function sheet() {
  const drawn = names.map((name, no) => {
    const { column, row } = cell(no);
    const body = drawing(name).body.replaceAll('stroke-width="2"', 'stroke-width="1.75"');
    return `<g transform="translate(${column * 24} ${row * 24})">${body}</g>`;
  });
  const size = across * 24;
  const folder = new URL('../../node_modules/.cache/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    new URL('icons.svg', folder),
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}">${drawn.join('')}</svg>`,
  );
  return 'url("../../node_modules/.cache/icons.svg")';
}

const percent = (place) => `${(place / (across - 1)) * 100}%`;
const place = (no) => `${percent(cell(no).column)} ${percent(cell(no).row)}`;

/** `icon-house` shows Lucide's house on what is masked by `--icons`; only what `ui/icons.tsx` names is drawn. */
export default plugin(({ addBase, matchUtilities }) => {
  addBase({ ':root': { '--icons': sheet(), '--icons-size': `${across * 100}% ${across * 100}%` } });
  matchUtilities(
    { icon: (at) => ({ '--icon': at }) },
    { values: Object.fromEntries(names.map((name, no) => [name, place(no)])) },
  );
});
