import { citiesOf, findRegion, provinces } from '~/features/accounts/regions';
import { nameKey } from './near';

const plain = (name: string) =>
  nameKey(name).replace(/(特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|自治州|地区|省|市|盟)$/u, '');

const byName = new Map<string, string | null>();
for (const region of [...provinces, ...provinces.flatMap(({ code }) => citiesOf(code))]) {
  for (const name of [plain(region.zh), nameKey(region.en)]) {
    const known = byName.get(name);
    byName.set(name, known === undefined || known === region.code ? region.code : known);
  }
}

/** A division by its GB/T 2260 code or its name, with or without 省 and 市; `浙江省杭州市` is its last part. */
export function readRegion(text: string): { value: string } | { problem: string } {
  const typed = text.normalize('NFKC').trim();
  if (/^\d{6}$/.test(typed)) {
    const code = [typed, `${typed.slice(0, 4)}00`, `${typed.slice(0, 2)}0000`].find((candidate) =>
      findRegion(candidate),
    );
    return code ? { value: code } : { problem: 'imports.problem.region' };
  }
  const parts = typed.split(/(?<=省|自治区)|[\s/,，-]+/u).filter(Boolean);
  for (const part of [typed, ...parts.reverse()]) {
    const code = byName.get(plain(part)) ?? byName.get(nameKey(part));
    if (code) return { value: code };
  }
  return { problem: 'imports.problem.region' };
}
