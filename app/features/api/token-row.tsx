import type { ReactNode } from 'react';
import { useT } from '~/core/i18n';
import type { Role } from '~/features/people/rules';
import { Badge } from '~/ui/badge';
import { When } from '~/ui/value';
import type { TokenKind } from './rules';
import { scopeWords } from './scope-words';

type Token = {
  id: string;
  name: string;
  kind: TokenKind;
  role: Role;
  scopes: string[];
  expiresAt: string;
  lastUsedAt: string | null;
};

type TokenRowProps = { token: Token; now: string; children: ReactNode };

/** A program that acts for somebody; `children` ends it. */
export function TokenRow({ token, now, children }: TokenRowProps) {
  const t = useT();
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-2">
          <span className="font-medium break-words">{token.name}</span>
          <Badge tone="neutral">{t(`token.kind.${token.kind}`)}</Badge>
        </div>
        <p className="text-sm text-ink-2">
          {[t(`role.${token.role}`), ...token.scopes.map((scope) => scopeWords(t, scope))].join(' · ')}
        </p>
        <div className="flex flex-wrap gap-x-3 text-xs text-ink-3">
          <span>
            {t('token.until')} <When at={token.expiresAt} now={now} />
          </span>
          <span>
            {token.lastUsedAt ? (
              <>
                {t('token.used')} <When at={token.lastUsedAt} now={now} />
              </>
            ) : (
              t('token.never_used')
            )}
          </span>
        </div>
      </div>
      {children}
    </li>
  );
}
