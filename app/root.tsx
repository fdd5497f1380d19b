import interUrl from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  type ShouldRevalidateFunction,
  useMatches,
  useRouteLoaderData,
} from '@remix-run/react';
import type { ReactNode } from 'react';
import { findContext } from '~/core/context.server';
import { LanguageProvider } from '~/core/i18n';
import { useNonce } from '~/core/nonce';
import { browserLocale, chosenLocale, densityOf, themeOf } from '~/core/preferences.server';
import { keepRetryAfter } from '~/core/retry-after';
import { partOf } from '~/core/word-parts';
import { wordsPath } from '~/core/words.server';
import { translate } from '~/locales/translate.server';
import { ErrorPage } from '~/ui/error-page';
import { FollowLinks } from '~/ui/link';
import { NarrowProvider } from '~/ui/narrow';
import stylesheet from './styles/app.css?url';

export const links: LinksFunction = () => [
  { rel: 'preload', href: interUrl, as: 'font', type: 'font/woff2', crossOrigin: 'anonymous', fetchPriority: 'low' },
  { rel: 'stylesheet', href: stylesheet },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
  { rel: 'apple-touch-icon', href: '/icon-192.png' },
  { rel: 'manifest', href: '/manifest.webmanifest' },
];

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.product ?? 'Jiketong' }];

/** By what browsers say of themselves; the page corrects a wrong guess as soon as it runs. */
const fromPhone = ({ headers }: Request) =>
  headers.get('Sec-CH-UA-Mobile') === '?1' || /Mobi|iPhone|Android/.test(headers.get('User-Agent') ?? '');

export async function loader({ request }: LoaderFunctionArgs) {
  // The cookie first: a page that reports a missing database must still find its language.
  const locale = chosenLocale(request) ?? (await findContext(request))?.actor.locale ?? browserLocale(request);
  return {
    locale,
    isPhone: fromPhone(request),
    theme: themeOf(request),
    density: densityOf(request),
    words: wordsPath(locale),
    product: translate(locale)('common.product'),
  };
}

export const headers = keepRetryAfter;

/** Language, theme and density change by a post only, and not by a refused one. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formMethod, actionStatus = 200 }) =>
  formMethod !== undefined && formMethod !== 'GET' && actionStatus < 400;

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce();
  const page = useRouteLoaderData<typeof loader>('root');
  const locale = page?.locale ?? 'zh-CN';
  const parts = new Set(useMatches().map(({ id }) => partOf(id)));
  return (
    <html
      lang={locale}
      data-words={page?.words}
      data-theme={page?.theme ?? 'system'}
      data-density={page?.density ?? 'default'}
    >
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" media="(prefers-color-scheme: light)" content="#ffffff" />
        <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#151922" />
        <Meta />
        {page?.words &&
          [...parts].map((part) => <link key={part} rel="modulepreload" href={`${page.words}-${part}.js`} />)}
        <Links />
      </head>
      <body>
        <LanguageProvider locale={locale}>
          <NarrowProvider asked={page?.isPhone ?? false}>{children}</NarrowProvider>
        </LanguageProvider>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  return (
    <>
      <Outlet />
      <FollowLinks />
    </>
  );
}

export function ErrorBoundary() {
  return (
    <main className="flex min-h-dvh items-center justify-center bg-canvas">
      <ErrorPage />
    </main>
  );
}
