import { Form, useLocation } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useT } from '~/core/i18n';
import { Logo } from '~/ui/shell/logo';

/** The frame of every page before somebody is in: sign-in, its second step, recovery. */
export function Door({ lead, after, children }: { lead?: ReactNode; after?: ReactNode; children: ReactNode }) {
  const t = useT();
  const { pathname } = useLocation();
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
        <Form method="post" action="/preferences" className="mt-4 flex justify-center gap-4 text-ink-3">
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
