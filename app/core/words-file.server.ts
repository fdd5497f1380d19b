import { readdirSync } from 'node:fs';
import type { Locale } from './locale';

let files: string[] | undefined;

/** Address of the built chunk with a language's words, for `modulepreload`; the build's manifest leaves it out. */
export function wordsFile(locale: Locale): string | null {
  try {
    files ??= readdirSync('build/client/assets');
  } catch {
    files = []; // the development server has no built files
  }
  const name = files.find((file) => file.startsWith(`words-${locale}-`) && file.endsWith('.js'));
  return name ? `/assets/${name}` : null;
}
