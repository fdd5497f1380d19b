import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { checkInput, readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { configureImport, startImport, startUndo } from '~/features/imports/commands.server';
import { configureInput, versionInput } from '~/features/imports/input';
import { fieldText, ownNames } from '~/features/imports/own-fields';
import { listOwnFields } from '~/features/imports/own-fields.server';
import { getImport } from '~/features/imports/queries.server';
import { canConfigure, canUndo, isBusy, stoppedByHand } from '~/features/imports/rules';
import { StateBadge } from '~/features/imports/state-badge';
import { stopImport } from '~/features/imports/stop.server';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Callout } from '~/ui/card';
import { CircleAlert, Download } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { ConfigureForm } from './configure-form';
import { Counts } from './counts';
import { loadImportPage } from './load.server';
import { ProgressCard } from './progress-card';
import { Results } from './results';
import { UndoCallout } from './undo-callout';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'import.run');
  const import_ = await getImport(ctx, params.importId ?? '');
  const page = await loadImportPage(ctx, import_, new URL(request.url).searchParams);
  return { ...page, title: `${import_.fileName} · ${translate(ctx.actor.locale)('imports.title')}` };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'import.run');
  const id = params.importId ?? '';
  const { typed, ...common } = await readInput(request, versionInput.loose());
  if (!common.ok) return invalid(common, typed);
  const { intent } = common.value;
  let { version } = common.value;
  if (intent === 'stop') {
    const stopped = await stopImport(ctx, id);
    return stopped.ok ? redirectWithToast(paths.import(id), { key: 'imports.stop_toast' }) : invalid(stopped, typed);
  }
  if (intent !== 'undo' && typed.mode !== undefined) {
    const input = checkInput(typed, configureInput);
    if (!input.ok) return invalid(input, typed);
    const kept = await configureImport(ctx, id, input.value, { look: intent !== 'start' });
    if (!kept.ok) return invalid(kept, typed);
    if (intent !== 'start' || kept.value.again)
      return redirectWithToast(paths.import(id), { key: 'imports.checked_toast' });
    version = kept.value.version;
  }
  const result = await (intent === 'undo' ? startUndo : startImport)(ctx, id, version);
  if (result.ok) {
    return redirectWithToast(paths.import(id), {
      key: intent === 'undo' ? 'imports.undo_toast' : 'imports.started_toast',
    });
  }
  if (!Array.isArray(result.details)) return invalid(result);
  const { kind, tenantId } = await getImport(ctx, id);
  const own = ownNames(await listOwnFields(ctx, tenantId, kind), ctx.actor.locale);
  const t = translate(ctx.actor.locale);
  const fields = result.details.map((name: string) => fieldText(t, kind, name, own)).join(', ');
  return invalid({ ...result, params: { fields } });
}

export default function ImportPage() {
  const t = useT();
  const page = useLoaderData<typeof loader>();
  const { import_ } = page;
  const left = import_.state !== 'uploaded' && import_.rejected + import_.asked > 0;
  return (
    <>
      <PageHead
        title={import_.fileName}
        back="/imports"
        crumbs={[{ to: '/imports', label: t('imports.title') }]}
        views={<StateBadge state={import_.state} />}
      >
        {left && (
          <ButtonLink
            to={`${paths.import(import_.id)}/rejects`}
            icon={Download}
            reloadDocument
            aria-label={t('imports.download')}
          >
            <span className="max-sm:hidden">{t('imports.download')}</span>
          </ButtonLink>
        )}
      </PageHead>
      <Counts {...page} />
      <PageBody>
        {import_.failure && (
          <Callout
            tone={import_.failure === stoppedByHand ? 'neutral' : 'bad'}
            icon={CircleAlert}
            title={t('imports.state_failed')}
          >
            {t.any(import_.failure)}
          </Callout>
        )}
        {isBusy(import_.state) && <ProgressCard import_={import_} />}
        {canConfigure(import_.state) && <ConfigureForm key={import_.version} {...page} />}
        {import_.state === 'failed' && (
          <ActionForm hidden={{ version: import_.version }}>
            <SubmitButton name="intent" value="start" className="justify-self-start">
              {t('imports.resume')}
            </SubmitButton>
          </ActionForm>
        )}
        {!canConfigure(import_.state) && !isBusy(import_.state) && <Results {...page} />}
        {canUndo(import_) && <UndoCallout {...import_} />}
      </PageBody>
    </>
  );
}
