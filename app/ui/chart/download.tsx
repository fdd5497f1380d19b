import type { RefObject } from 'react';
import { useT } from '~/core/i18n';
import { useHydrated } from '../hydrated';

const looks = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'fill-opacity',
  'font-family',
  'font-size',
  'font-weight',
  'font-variant-numeric',
  'text-anchor',
];
const margin = 20;
const headroom = 48;
const scale = 2;

/** The picture by itself: every look written out, on the page's ground, with its title. */
function pictureOf(source: SVGSVGElement, title: string) {
  const { width, height } = source.viewBox.baseVal;
  const copy = source.cloneNode(true) as SVGSVGElement;
  const from = source.querySelectorAll('*');
  for (const [at, element] of copy.querySelectorAll('*').entries()) {
    const style = getComputedStyle(from[at]!);
    for (const look of looks) element.setAttribute(look, style.getPropertyValue(look));
    element.removeAttribute('class');
  }
  for (const link of copy.querySelectorAll('a')) link.removeAttribute('href');
  const page = getComputedStyle(document.body);
  const ground = getComputedStyle(document.documentElement).getPropertyValue('--surface') || '#fff';
  const [wide, tall] = [width + 2 * margin, height + headroom + margin];
  const made = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  made.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  made.setAttribute('viewBox', `0 0 ${wide} ${tall}`);
  made.setAttribute('width', String(wide));
  made.setAttribute('height', String(tall));
  const part = (name: string, attributes: Record<string, string | number>) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    made.append(element);
    return element;
  };
  part('rect', { width: wide, height: tall, fill: ground });
  part('text', { x: margin, y: 30, fill: page.color, 'font-family': page.fontFamily, 'font-size': 15, 'font-weight': 600 })
    .textContent = title; // biome-ignore format: one line
  part('g', { transform: `translate(${margin} ${headroom})` }).append(...copy.childNodes);
  return { text: new XMLSerializer().serializeToString(made), wide, tall };
}

function save(name: string, href: string) {
  const link = document.createElement('a');
  link.download = name;
  link.href = href;
  link.click();
}

const fileName = (title: string, end: string) => `${title.replace(/[\\/:*?"<>|\s]+/g, ' ').slice(0, 80)}.${end}`;

/** The picture of a chart as a file, drawn anew as it is on the screen. */
export function ChartDownload({ name, figure }: { name: string; figure: RefObject<HTMLElement> }) {
  const t = useT();
  const hydrated = useHydrated();
  if (!hydrated) return null;
  const picture = () => {
    const svg = figure.current?.querySelector('svg');
    return svg ? pictureOf(svg, name) : null;
  };
  const asSvg = () => {
    const made = picture();
    if (!made) return;
    const address = URL.createObjectURL(new Blob([made.text], { type: 'image/svg+xml' }));
    save(fileName(name, 'svg'), address);
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  };
  const asPng = () => {
    const made = picture();
    if (!made) return;
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [made.wide * scale, made.tall * scale];
      canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
      save(fileName(name, 'png'), canvas.toDataURL('image/png'));
    };
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(made.text)}`;
  };
  const look = 'inline-flex items-center rounded-md px-1.5 hover:text-ink max-sm:min-h-11 max-sm:px-3';
  return (
    <span className="flex items-center print:hidden">
      <span aria-hidden="true">{t('chart.download')}</span>
      <button type="button" className={look} onClick={asPng}>
        <span className="sr-only">{t('chart.download')} </span>PNG
      </button>
      <button type="button" className={look} onClick={asSvg}>
        <span className="sr-only">{t('chart.download')} </span>SVG
      </button>
    </span>
  );
}
