import { isRouteErrorResponse, useRouteError } from '@remix-run/react';
import { useContext } from 'react';
import { useT } from '~/core/i18n';
import { RequestIdContext } from '~/core/request-id';
import { Button, ButtonLink } from './button';
import { CloudOff, FileQuestion, Hourglass, type Icon, Lock, RefreshCw, ServerCrash } from './icons';

const faces = {
  403: Lock,
  404: FileQuestion,
  409: RefreshCw,
  422: ServerCrash,
  429: Hourglass,
  500: ServerCrash,
  503: Hourglass,
  offline: CloudOff,
} satisfies Record<string | number, Icon>;
type Face = keyof typeof faces;

function faceOf(error: unknown): Face {
  if (isRouteErrorResponse(error)) {
    const status = error.status === 400 ? 422 : error.status === 405 ? 404 : error.status;
    return status in faces ? (status as Face) : 500;
  }
  return error instanceof TypeError && typeof navigator !== 'undefined' && navigator.onLine === false ? 'offline' : 500;
}

/** As Remix says it to the browser: the page failed while the server was drawing it. */
const failedInDrawing = (error: unknown) => error instanceof Error && error.message === 'Unexpected Server Error';

/** Of a report that is refused alone, said apart: the person can go on elsewhere. */
const isBusyReport = (error: unknown) => isRouteErrorResponse(error) && error.data?.reason === 'reports_busy';

/** The number under which the log tells of the error: it comes with the error, or is that of the page being drawn. */
function requestIdOf(error: unknown, drawn: string | undefined): string | null {
  if (failedInDrawing(error)) return drawn ?? null;
  const data: unknown = isRouteErrorResponse(error) ? error.data : null;
  if (typeof data !== 'object' || data === null || !('requestId' in data)) return null;
  return typeof data.requestId === 'string' ? data.requestId : null;
}

/** What went wrong, in the person's words; nothing of what the machine said. */
export function ErrorPage({ status }: { status?: Face }) {
  const t = useT();
  const error = useRouteError();
  const face = status ?? faceOf(error);
  const Icon = faces[face];
  const said = isBusyReport(error) ? 'reports_busy' : face;
  const requestId = requestIdOf(error, useContext(RequestIdContext));
  const lasting = face === 404 || face === 403;
  return (
    <div className="mx-auto flex max-w-md flex-col items-center px-6 py-20 text-center">
      <span className="flex size-14 items-center justify-center rounded-full bg-sunken text-[24px] text-ink-3">
        <Icon />
      </span>
      <h1 className="mt-4 text-xl font-semibold">{t(`error.${said}.title`)}</h1>
      <p className="mt-1.5 text-base text-ink-2">{t(`error.${said}.body`)}</p>
      {requestId && (
        <p className="num mt-2 text-xs text-ink-3" data-request={requestId}>
          {t('error.request_id', { id: requestId })}
        </p>
      )}
      <div className="mt-5 flex flex-wrap justify-center gap-2">
        {!lasting && (
          <Button variant="primary" onClick={() => window.location.reload()}>
            {t('common.retry')}
          </Button>
        )}
        <ButtonLink to="/" variant={lasting ? 'primary' : 'secondary'} reloadDocument>
          {t('error.home')}
        </ButtonLink>
      </div>
    </div>
  );
}
