import { Form, useLocation } from '@remix-run/react';
import clsx from 'clsx';
import { type FormEvent, useRef } from 'react';
import { useFormat, useT } from '~/core/i18n';
import { Avatar } from '../avatar';
import { useCloseOutside } from '../close-outside';
import { Check, Languages, LogOut, Moon, Settings, Sun } from '../icons';
import { Link } from '../link';
import type { Person } from './places';
import { useLeave } from './use-leave';

const entry =
  'flex h-8 w-full items-center gap-2.5 rounded-md px-2 text-left hover:bg-sunken max-sm:h-12 max-sm:gap-3 max-sm:px-3';

/** Native `<details>`, so that signing out never depends on JavaScript. */
export function PersonMenu({ person, wide }: { person: Person; wide: string }) {
  const t = useT();
  const menu = useRef<HTMLDetailsElement>(null);
  useCloseOutside(menu);
  return (
    <div className="flex h-14 shrink-0 items-center border-t border-line px-2">
      <details ref={menu} className="relative min-w-0 flex-1">
        <summary className="flex items-center gap-2.5 rounded-md p-1.5 hover:bg-sunken">
          <Avatar name={person.name} size="md" />
          <span className={clsx('min-w-0', wide && 'max-lg:sr-only')}>
            <span className="block truncate font-medium">{person.name}</span>
            <span className="block truncate text-2xs text-ink-3">{person.role}</span>
            <span className="sr-only">{t('shell.account_menu')}</span>
          </span>
        </summary>
        <div className="absolute bottom-full left-0 z-40 mb-2 w-56 rounded-[10px] border border-line bg-raised p-1.5 shadow-pop animate-fade">
          <PersonActions person={person} />
        </div>
      </details>
      <Link
        to="/settings"
        aria-label={t('shell.settings')}
        title={t('shell.settings')}
        className={clsx(
          'flex size-8 items-center justify-center rounded-md text-ink-3 hover:bg-sunken hover:text-ink',
          wide,
        )}
      >
        <Settings className="text-[16px]" />
      </Link>
    </div>
  );
}

/** Switching role, theme and language, settings, signing out: in the rail's menu and on the phone's own page. */
export function PersonActions({ person }: { person: Person }) {
  const t = useT();
  const { locale } = useFormat();
  const { pathname, search } = useLocation();
  const mayLeave = useLeave();
  const back = <input type="hidden" name="back" value={pathname + search} />;
  async function leave(event: FormEvent<HTMLFormElement>) {
    const form = event.currentTarget;
    event.preventDefault();
    if (await mayLeave()) form.submit();
  }
  return (
    <div className="grid">
      {person.roles.length > 1 && (
        <Form method="post" action="/role" className="mb-1 border-b border-line pb-1" reloadDocument>
          <p className="px-2 py-1 text-2xs text-ink-3 max-sm:px-3 max-sm:text-sm">{t('shell.switch_role')}</p>
          {person.roles.map((role) => (
            <button
              key={role.id}
              name="role"
              value={role.id}
              type="submit"
              aria-pressed={role.active}
              className={entry}
            >
              <Check className={clsx('text-[15px]', !role.active && 'invisible')} />
              {role.label}
            </button>
          ))}
        </Form>
      )}
      <Form method="post" action="/preferences" reloadDocument>
        {back}
        <button name="theme" value="light" type="submit" className={entry}>
          <Sun className="text-[15px] text-ink-3" />
          {t('shell.theme_light')}
        </button>
        <button name="theme" value="dark" type="submit" className={entry}>
          <Moon className="text-[15px] text-ink-3" />
          {t('shell.theme_dark')}
        </button>
        <button name="lang" value={locale === 'en' ? 'zh-CN' : 'en'} type="submit" className={entry}>
          <Languages className="text-[15px] text-ink-3" />
          {t('shell.switch_language')}
        </button>
      </Form>
      <Link to="/settings" className={entry}>
        <Settings className="text-[15px] text-ink-3" />
        {t('shell.settings')}
      </Link>
      <Form method="post" action="/logout" reloadDocument onSubmit={leave} className="mt-1 border-t border-line pt-1">
        <button type="submit" className={entry}>
          <LogOut className="text-[15px] text-ink-3" />
          {t('shell.sign_out')}
        </button>
      </Form>
    </div>
  );
}
