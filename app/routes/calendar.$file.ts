import type { LoaderFunctionArgs } from '@remix-run/node';
import { env } from '~/core/env.server';
import { calendarText } from '~/features/calendar/ics.server';
import { listEntries } from '~/features/calendar/queries.server';
import { readerOf } from '~/features/calendar/reader.server';
import { translate } from '~/locales/translate.server';

/** Open to all who know the secret in the address: calendar programs have no session. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { ctx, showsDetails, locale } = await readerOf(params.file ?? '', context.ip);
  const origin = env.ORIGIN ? new URL(env.ORIGIN).origin : new URL(request.url).origin;
  const text = calendarText(await listEntries(ctx), { t: translate(locale), origin, showsDetails });
  return new Response(text, {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'inline; filename="jiketong.ics"',
      'Cache-Control': 'private, no-store',
    },
  });
}
