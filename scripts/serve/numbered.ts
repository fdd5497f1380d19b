import type { ActionFunctionArgs, LoaderFunctionArgs, ServerBuild } from '@remix-run/node';

type Args = LoaderFunctionArgs | ActionFunctionArgs;
type Work = (args: never) => unknown;

/** Answers of a loader or action, thrown or not. */
const isAnswer = (error: unknown) =>
  error instanceof Response || (error as { type?: unknown } | null)?.type === 'DataWithResponseInit';

/** A loader or action that fails is answered with the number of its line in the log, which its page shows. */
export function numbered(build: ServerBuild): ServerBuild {
  const within = (work: Work | undefined) =>
    work &&
    (async (args: Args) => {
      try {
        return await work(args as never);
      } catch (error) {
        const { requestId } = args.context;
        if (isAnswer(error) || !requestId || args.request.signal.aborted) throw error;
        build.entry.module.handleError?.(error, args);
        throw Response.json({ reason: 'internal', requestId }, { status: 500 });
      }
    });
  const routes = Object.entries(build.routes).map(([id, route]) => {
    if (!route) return [id, route];
    const { loader, action } = route.module;
    const module = { ...route.module, loader: within(loader as Work), action: within(action as Work) };
    return [id, { ...route, module }];
  });
  return { ...build, routes: Object.fromEntries(routes) };
}
