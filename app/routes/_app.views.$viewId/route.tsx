import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { checkInput, readBody } from '~/core/input.server';
import { can } from '~/core/permissions';
import { forbidden, invalid } from '~/core/refusals.server';
import { deleteView, overwriteView, restoreView, updateView } from '~/features/views/commands.server';
import { viewDeletion, viewEdit, viewOverwrite } from '~/features/views/input';
import { getView, listSharingUnits } from '~/features/views/queries.server';
import { viewAddress } from '~/features/views/rules';
import { ViewFields } from '~/features/views/view-fields';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { FormActions } from '~/ui/field';
import { Trash2 } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { PostButton } from '~/ui/post-button';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const [view, units] = await Promise.all([
    getView(ctx, params.viewId!),
    can(ctx.actor, 'view.share') ? listSharingUnits(ctx) : [],
  ]);
  if (view.ownerId !== ctx.actor.personId) throw forbidden('view.share');
  return { view, units };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const id = params.viewId!;
  const body = await readBody(request);
  if (body.intent === 'delete') {
    const asked = checkInput(body, viewDeletion);
    const result = asked.ok ? await deleteView(ctx, id, asked.value.version) : asked;
    if (!result.ok) return invalid(result);
    const undo = { action: `/views/${id}`, fields: { intent: 'restore' } };
    return redirectWithToast('/views', { key: 'view.deleted', params: result.value, undo });
  }
  if (body.intent === 'restore') {
    const result = await restoreView(ctx, id);
    return result.ok ? redirectWithToast('/views', { key: 'view.saved', params: result.value }) : invalid(result);
  }
  if (body.intent === 'overwrite') {
    const asked = checkInput(body, viewOverwrite);
    const result = asked.ok ? await overwriteView(ctx, id, asked.value) : asked;
    if (!asked.ok || !result.ok) return invalid(result as Exclude<typeof result, { ok: true }>);
    const { name, before } = result.value;
    const undo = {
      action: `/views/${id}`,
      fields: { intent: 'overwrite', version: asked.value.version + 1, query: before },
    };
    return redirectWithToast(viewAddress(result.value), {
      key: 'view.updated',
      params: { name },
      // the message travels in a cookie
      ...(before !== result.value.query && before.length < 1000 && { undo }),
    });
  }
  const input = checkInput(body, viewEdit);
  const result = input.ok ? await updateView(ctx, id, input.value) : input;
  if (!input.ok || !result.ok) return invalid(result as Exclude<typeof result, { ok: true }>, body);
  return redirectWithToast('/views', { key: 'view.saved', params: { name: input.value.name } });
}

export default function EditView() {
  const t = useT();
  const { view, units } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t('view.edit')} back="/views">
        <PostButton variant="danger" icon={Trash2} navigate fields={{ intent: 'delete', version: view.version }}>
          {t('common.delete')}
        </PostButton>
      </PageHead>
      <PageBody narrow>
        <ActionForm
          hidden={{ version: view.version }}
          values={{ name: view.name, sharedUnitId: view.sharedUnitId, isPinned: view.isPinned ? 'on' : '' }}
          labels={{ name: t('view.name') }}
        >
          <ViewFields units={units} />
          <FormActions inline>
            <SubmitButton>{t('common.save')}</SubmitButton>
          </FormActions>
        </ActionForm>
      </PageBody>
    </>
  );
}
