import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { invalid } from '~/core/refusals.server';
import { saveView } from '~/features/views/commands.server';
import { viewInput } from '~/features/views/input';
import { listSharingUnits } from '~/features/views/queries.server';
import { viewAddress, viewPages, viewQuery } from '~/features/views/rules';
import { ViewFields } from '~/features/views/view-fields';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { FormActions } from '~/ui/field';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const params = new URL(request.url).searchParams;
  const page = viewPages.find((one) => one === params.get('page')) ?? 'opportunities';
  const units = can(ctx.actor, 'view.share') ? await listSharingUnits(ctx) : [];
  const query = viewQuery((params.get('query') ?? '').slice(0, 2000));
  // kept in order to be sent: the next step is to say when
  const send = params.get('send') === '1' && can(ctx.actor, 'export.run') ? '1' : '';
  return { id: newId(), page, query, units, send };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = await readInput(request, viewInput);
  if (!input.ok) return invalid(input, input.typed);
  const result = await saveView(ctx, input.value);
  if (!result.ok) return invalid(result, input.typed);
  const to = input.typed.send === '1' ? `${paths.exports}/new?view=${input.value.id}` : viewAddress(input.value);
  return redirectWithToast(to, { key: 'view.saved', params: { name: input.value.name } });
}

export default function NewView() {
  const t = useT();
  const { id, page, query, units, send } = useLoaderData<typeof loader>();
  const back = `/${page}${query ? `?${query}` : ''}`;
  return (
    <>
      <PageHead title={t('view.save')} back={back} />
      <PageBody narrow>
        <ActionForm hidden={{ id, page, query, send }} values={{ isPinned: 'on' }} labels={{ name: t('view.name') }}>
          <ViewFields units={units} />
          <FormActions>
            <SubmitButton>{t('common.save')}</SubmitButton>
            <ButtonLink to={back} variant="ghost">
              {t('common.cancel')}
            </ButtonLink>
          </FormActions>
        </ActionForm>
      </PageBody>
    </>
  );
}
