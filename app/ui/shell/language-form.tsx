import { Form, useLocation } from '@remix-run/react';
import { useT } from '~/core/i18n';

/** For pages without a session: the language, in either of them. */
export function LanguageForm({ reloadDocument }: { reloadDocument?: boolean }) {
  const t = useT();
  const { pathname } = useLocation();
  return (
    <Form
      method="post"
      action="/preferences"
      reloadDocument={reloadDocument}
      className="mt-4 flex justify-center gap-4 text-ink-3"
    >
      <input type="hidden" name="back" value={pathname} />
      <button name="lang" value="zh-CN" lang="zh-CN" className="min-h-11 px-2 hover:text-ink" type="submit">
        {t('sign_in.zh')}
      </button>
      <button name="lang" value="en" lang="en" className="min-h-11 px-2 hover:text-ink" type="submit">
        English
      </button>
    </Form>
  );
}
