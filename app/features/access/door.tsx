import type { ReactNode } from 'react';
import { useT } from '~/core/i18n';
import { LanguageForm } from '~/ui/shell/language-form';
import { Logo } from '~/ui/shell/logo';

/** The frame of every page before somebody is in: sign-in, its second step, recovery. */
export function Door({ lead, after, children }: { lead?: ReactNode; after?: ReactNode; children: ReactNode }) {
  const t = useT();
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center bg-canvas px-4 py-10">
      <div className="w-full max-w-[360px]">
        <div className="mb-6 flex items-center gap-3">
          <Logo />
          <div>
            <h1 className="text-xl font-semibold">{t('common.product')}</h1>
            <p className="text-ink-3">{lead ?? t('sign_in.purpose')}</p>
          </div>
        </div>
        <div className="rounded-lg border border-line bg-surface p-6 shadow-card">{children}</div>
        {after}
        <LanguageForm />
      </div>
    </main>
  );
}
