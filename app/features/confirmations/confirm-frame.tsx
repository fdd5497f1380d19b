import type { ReactNode } from 'react';
import { useT } from '~/core/i18n';
import { LanguageForm } from '~/ui/shell/language-form';
import { Logo } from '~/ui/shell/logo';

/** The page a customer sees: large, alone, in either language. */
export function ConfirmFrame({ title, children }: { title?: string; children: ReactNode }) {
  const t = useT();
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center bg-canvas px-4 py-10">
      <div className="w-full max-w-[400px]">
        <div className="mb-5 flex items-center gap-3">
          <Logo />
          <h1 className="text-xl font-semibold">{title ?? t('confirmation.public_title')}</h1>
        </div>
        <div className="rounded-2xl border border-line bg-surface p-6 text-base shadow-card">{children}</div>
        <LanguageForm reloadDocument />
      </div>
    </main>
  );
}
