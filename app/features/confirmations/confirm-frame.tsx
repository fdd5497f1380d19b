import { Form, useLocation } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useT } from '~/core/i18n';
import { Logo } from '~/ui/shell/logo';

/** The page a customer sees: large, alone, in either language. */
export function ConfirmFrame({ title, children }: { title?: string; children: ReactNode }) {
  const t = useT();
  const { pathname } = useLocation();
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center bg-canvas px-4 py-10">
      <div className="w-full max-w-[400px]">
        <div className="mb-5 flex items-center gap-3">
          <Logo />
          <h1 className="text-xl font-semibold">{title ?? t('confirmation.public_title')}</h1>
        </div>
        <div className="rounded-2xl border border-line bg-surface p-6 text-base shadow-card">{children}</div>
        <Form method="post" action="/preferences" reloadDocument className="mt-4 flex justify-center gap-4 text-ink-3">
          <input type="hidden" name="back" value={pathname} />
          <button name="lang" value="zh-CN" lang="zh-CN" className="min-h-11 px-2 hover:text-ink" type="submit">
            {t('sign_in.zh')}
          </button>
          <button name="lang" value="en" lang="en" className="min-h-11 px-2 hover:text-ink" type="submit">
            English
          </button>
        </Form>
      </div>
    </main>
  );
}
