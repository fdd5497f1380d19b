import { isInChina } from '~/core/places';
import type { PlaceIssue } from './rules';

/** A place as it was pasted or read from a file. */
export type PastedSite = {
  name: string;
  address: string | null;
  latitude: number | null;
  longitude: number | null;
  placeIssue: PlaceIssue | null;
  groupName: string | null;
};

type Column = 'name' | 'address' | 'latitude' | 'longitude' | 'group';

const headings: Record<Column, RegExp> = {
  name: /^(网点|站点|机构|分支|支行|门店|点位)?(名称|名)$|^(网点|站点|机构|支行|门店|点位)$|^(site|branch|name|site name|branch name)$/i,
  address: /地址|^(address|location)$/i,
  latitude: /纬度|^(lat|latitude)$/i,
  longitude: /经度|^(lon|lng|long|longitude)$/i,
  group: /分组|^(组|组别|类别|类型)$|^(group|type|category)$/i,
};

/** Cells of pasted text: by tab where Excel put one, else by comma or semicolon; quotes minded. */
export function cellsOf(text: string): string[][] {
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const separators = plain.includes('\t') ? '\t' : ',，;；';
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = () => {
    row.push(cell.trim());
    cell = '';
  };
  const endRow = () => {
    endCell();
    if (row.some(Boolean)) rows.push(row);
    row = [];
  };
  for (let at = 0; at < plain.length; at++) {
    const letter = plain[at]!;
    if (quoted) {
      if (letter !== '"') cell += letter === '\n' ? ' ' : letter;
      else if (plain[at + 1] === '"') cell += plain[++at];
      else quoted = false;
    } else if (letter === '"' && !cell.trim()) quoted = true;
    else if (letter === '\n') endRow();
    else if (separators.includes(letter)) endCell();
    else cell += letter;
  }
  endRow();
  return rows;
}

const number = (text: string | undefined) => {
  const plain = (text ?? '').normalize('NFKC').replace(/[°º\s]/g, '');
  return /^-?\d{1,3}(\.\d{1,12})?$/.test(plain) ? Number(plain) : null;
};

/** Which column is which: by the heading, or by what the first rows look like. */
function columnsOf(rows: string[][]): { columns: Partial<Record<Column, number>>; hasHeading: boolean } {
  const [first = []] = rows;
  const named = Object.fromEntries(
    Object.entries(headings).flatMap(([column, pattern]) => {
      const at = first.findIndex((cell) => pattern.test(cell.replace(/[*：:（(].*$/, '').trim()));
      return at < 0 ? [] : [[column, at]];
    }),
  ) as Partial<Record<Column, number>>;
  if (named.name !== undefined || named.address !== undefined) return { columns: named, hasHeading: true };

  const sample = rows.slice(0, 20);
  const width = Math.max(...sample.map((row) => row.length));
  const every = (at: number, test: (cell: string) => boolean) =>
    sample.some((row) => row[at]) && sample.every((row) => !row[at] || test(row[at]));
  const all = Array.from({ length: width }, (_, at) => at);
  const isSerial = (at: number) => sample.length > 1 && sample.every((row, n) => number(row[at]) === n + 1);
  const numeric = all.filter((at) => every(at, (cell) => number(cell) !== null) && !isSerial(at));
  const [name, address, group] = all.filter((at) => !numeric.includes(at) && !isSerial(at));
  const [one, two] = numeric;
  const places = one !== undefined && two !== undefined ? placesOf(sample, one, two) : {};
  return { columns: { name, address, group, ...places }, hasHeading: false };
}

/** Without a heading: in China the longitude is the greater one; elsewhere latitude comes first, as people say it. */
function placesOf(sample: string[][], one: number, two: number) {
  const greater = sample.filter((row) => (number(row[one]) ?? 0) > (number(row[two]) ?? 0)).length;
  return greater * 2 > sample.length ? { longitude: one, latitude: two } : { latitude: one, longitude: two };
}

/** A place on earth, turned round where latitude and longitude were; 0,0 is what an empty field becomes. */
export function placeOf(
  latitude: number | null,
  longitude: number | null,
): Pick<PastedSite, 'latitude' | 'longitude' | 'placeIssue'> {
  const none = { latitude: null, longitude: null };
  if (latitude === null || longitude === null) return { ...none, placeIssue: null };
  if (latitude === 0 && longitude === 0) return { ...none, placeIssue: 'zero' };
  const turned = { latitude: longitude, longitude: latitude };
  const isTurned = (Math.abs(latitude) > 90 && Math.abs(longitude) <= 90) || isInChina(turned);
  if (isTurned && !isInChina({ latitude, longitude }) && Math.abs(latitude) <= 180)
    return { ...turned, placeIssue: 'swapped' };
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return { ...none, placeIssue: 'outside' };
  return { latitude, longitude, placeIssue: null };
}

const cut = (text: string | undefined, max: number) => (text ?? '').replace(/\s+/g, ' ').trim().slice(0, max);

/** The sites rows of cells name; rows without a name and an address name none. */
export function sitesOf(rows: string[][]): PastedSite[] {
  if (!rows.length) return [];
  const { columns, hasHeading } = columnsOf(rows);
  const cell = (row: string[], column: Column) => (columns[column] === undefined ? undefined : row[columns[column]]);
  return rows.slice(hasHeading ? 1 : 0).flatMap((row) => {
    const address = cut(cell(row, 'address'), 300);
    const name = cut(cell(row, 'name'), 120) || address.slice(0, 120);
    if (!name) return [];
    const isAddress = !address && looksLikeAddress(name);
    return [
      {
        name,
        address: address || (isAddress ? name : null),
        groupName: cut(cell(row, 'group'), 40) || null,
        ...placeOf(number(cell(row, 'latitude')), number(cell(row, 'longitude'))),
      },
    ];
  });
}

const looksLikeAddress = (text: string) => /[省市区县镇乡村路街道巷弄号]\S*\d|[省市].{0,12}[区县路街]/.test(text);

/** What two ways of writing the same place have in common. */
export const placeKey = (text: string | null | undefined) =>
  (text ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s,.，。、;；:：()（）【】[\]"'“”‘’·#-]/g, '')
    .replace(/(有限责任公司|股份有限公司|有限公司|公司)/g, '');

/** Which of these were named before, in the list or in what was there already. */
export function duplicatesOf(sites: Pick<PastedSite, 'name' | 'address'>[], before: typeof sites = []): boolean[] {
  const keyOf = (site: (typeof sites)[number]) => placeKey(site.address) || placeKey(site.name);
  const known = new Set(before.map(keyOf));
  return sites.map((site) => {
    const key = keyOf(site);
    const isKnown = known.has(key);
    known.add(key);
    return isKnown;
  });
}

export type KnownPlace = { branchId: string; placeId: string | null; names: (string | null)[]; address: string | null };

/** The branch or place of ours a site is: by its name, or by its address. */
export function matchOf(site: Pick<PastedSite, 'name' | 'address'>, known: KnownPlace[]): KnownPlace | null {
  const name = placeKey(site.name);
  const address = placeKey(site.address);
  const same = (one: string, other: string) =>
    one.length >= 3 && other.length >= 3 && (one === other || (other.length >= 4 && one.endsWith(other)));
  return (
    known.find(({ names }) => names.some((one) => placeKey(one) === name && name !== '')) ??
    known.find(({ names }) => names.some((one) => same(placeKey(one), name) || same(name, placeKey(one)))) ??
    (address.length >= 5 ? known.find((one) => placeKey(one.address) === address) : undefined) ??
    null
  );
}
