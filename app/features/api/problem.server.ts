import type { Locale } from '~/core/locale';
import type { Refused } from '~/core/result';
import type { Missing } from '~/features/opportunities/missing';
import { translate } from '~/locales/translate.server';

/** RFC 9457. `errors` say what is wrong where: `pointer` into the body, or the name of a `parameter`. */
export type Problem = {
  type: 'about:blank';
  title: string;
  status: number;
  reason: string;
  detail?: string;
  errors?: { pointer?: string; parameter?: string; reason: string; detail: string }[];
  [extension: string]: unknown;
};

/** Ends a request with a problem from anywhere below the dispatcher. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly reason: string,
    readonly more: Partial<Problem> & {
      params?: Record<string, string | number>;
      headers?: Record<string, string>;
    } = {},
  ) {
    super(reason);
  }
}

export function problem(locale: Locale, { status, reason, more }: Refusal): Problem {
  const t = translate(locale);
  const { params, headers: _, ...rest } = more;
  return {
    type: 'about:blank',
    title: t.any(`api.status.${status}`),
    status,
    reason,
    ...(t.has(reason) && { detail: t.any(reason, params) }),
    ...rest,
  };
}

/** `attendees.0.name` → `/attendees/0/name`, RFC 6901. */
export const pointerOf = (path: string) =>
  path === ''
    ? ''
    : `/${path
        .split('.')
        .map((step) => step.replaceAll('~', '~0').replaceAll('/', '~1'))
        .join('/')}`;

const words = (locale: Locale, reason: string, params?: Record<string, string | number>) => {
  const t = translate(locale);
  return t.has(reason) ? t.any(reason, params) : t('common.field_not_valid');
};

/** What is wrong with fields of the body, or with parameters of the address. */
export const wrong = (locale: Locale, at: 'pointer' | 'parameter', fields: Record<string, string>) =>
  new Refusal(422, 'invalid', {
    errors: Object.entries(fields).map(([name, reason]) => ({
      [at]: at === 'pointer' ? pointerOf(name) : name,
      reason,
      detail: words(locale, reason),
    })),
  });

const isMissing = (details: unknown): details is Missing[] =>
  Array.isArray(details) && details.every((one) => typeof one === 'object' && one !== null && 'criterion' in one);

const customDetail = (locale: Locale, { name, nameEn }: { name: string; nameEn: string | null }) =>
  translate(locale)('process.criterion.field', { field: (locale === 'en' && nameEn) || name });

/** What a command refused, as programs are told: 412 when somebody was faster, else 422. */
export function refusalOf(locale: Locale, { reason, fields, params, details }: Refused): Refusal {
  if (reason === 'stale') {
    const { who, fields: changed } = (details ?? {}) as { who?: string | null; fields?: string[] };
    return new Refusal(412, 'stale', { changedBy: who ?? null, changed: changed ?? [] });
  }
  const { more } = wrong(locale, 'pointer', fields ?? {});
  const missing = isMissing(details)
    ? details.map(({ criterion, rule }) => ({
        criterion,
        detail: rule.kind === 'custom' ? customDetail(locale, rule) : words(locale, `criterion.${criterion}`),
      }))
    : null;
  return new Refusal(422, reason, {
    ...(params && { params }),
    ...(fields && { errors: more.errors }),
    ...(missing && { missing }),
  });
}

export const problemResponse = (body: Problem, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), {
    status: body.status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  });
