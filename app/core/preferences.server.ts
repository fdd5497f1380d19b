import { acceptedLocale, isLocale, type Locale } from './locale';
import { type Density, densities, type Theme, themes } from './preferences';

function readCookie(request: Request, name: string): string | undefined {
  const pairs = request.headers.get('Cookie')?.split(';') ?? [];
  const found = pairs.map((pair) => pair.trim()).find((pair) => pair.startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}

const oneOf = <T extends string>(values: readonly T[], value: unknown, otherwise: T): T =>
  values.includes(value as T) ? (value as T) : otherwise;

/** The language chosen on this device. */
export function chosenLocale(request: Request): Locale | null {
  const chosen = readCookie(request, 'lang');
  return isLocale(chosen) ? chosen : null;
}

/** What the browser asks for, else Chinese. */
export const browserLocale = (request: Request): Locale =>
  acceptedLocale(request.headers.get('Accept-Language')) ?? 'zh-CN';

export const themeOf = (request: Request): Theme => oneOf(themes, readCookie(request, 'theme'), 'system');
export const densityOf = (request: Request): Density => oneOf(densities, readCookie(request, 'density'), 'default');

const yearSeconds = 31_536_000;
const keep = (name: string, value: string) => `${name}=${value}; Path=/; Max-Age=${yearSeconds}; SameSite=Lax`;

/** `Set-Cookie` headers for what the form names and we know; the rest is ignored. */
export function preferenceCookies(form: FormData): Headers {
  const headers = new Headers();
  const lang = form.get('lang');
  const theme = form.get('theme') as Theme;
  const density = form.get('density') as Density;
  if (isLocale(lang)) headers.append('Set-Cookie', keep('lang', lang));
  if (themes.includes(theme)) headers.append('Set-Cookie', keep('theme', theme));
  if (densities.includes(density)) headers.append('Set-Cookie', keep('density', density));
  return headers;
}
