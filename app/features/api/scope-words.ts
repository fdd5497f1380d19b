import type { Translate } from '~/core/message';
import type { Scope } from './scopes';

/** What a scope allows, in words. */
export function scopeWords(t: Translate, scope: string): string {
  const [resource = '', access] = scope.split(':');
  if (!access) return t.any(`token.scope.${scope}`);
  const what = t.any(`api.entity.${resource}`);
  return access === 'write' ? t('token.scope.one_write', { what }) : t('token.scope.one_read', { what });
}

export const isWhole = (scope: Scope) => !scope.includes(':');
