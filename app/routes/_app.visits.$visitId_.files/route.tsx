import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { invalid } from '~/core/refusals.server';
import { addFromRequest } from '~/features/attachments/add-from-request.server';
import { changeFile } from '~/features/attachments/commands/change.server';
import { changeFileInput } from '~/features/attachments/input';
import { listFiles } from '~/features/attachments/queries.server';
import { takesFiles } from '~/features/attachments/rules';
import { getVisit } from '~/features/visits/queries/detail.server';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field } from '~/ui/field';
import { FileInput } from '~/ui/file-input';
import { PageBody, PageHead } from '~/ui/page-head';
import { FileList } from './file-list';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const id = params.visitId!;
  const [{ visit, account }, files] = await Promise.all([getVisit(ctx, id), listFiles(ctx, id)]);
  return data({
    visit: { id, purpose: visit.purpose },
    accountName: account?.name ?? null,
    files,
    now: ctx.now,
    mayAdd: can(ctx.actor, 'visit.log', visit) && takesFiles(visit.status),
    mayChange: can(ctx.actor, 'visit.log', visit),
    ids: [newId(), newId()] as const,
    title: translate(ctx.actor.locale)('attachment.title'),
  });
}
export type FilesData = ReturnType<typeof useLoaderData<typeof loader>>;

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const id = params.visitId!;
  const here = `${paths.visit(id)}/files`;
  if (request.headers.get('Content-Type')?.startsWith('multipart/')) {
    const added = await addFromRequest(ctx, id, request);
    return added.ok ? redirectWithToast(here, { key: 'attachment.done.added' }) : invalid(added);
  }
  const input = await readInput(request, changeFileInput);
  if (!input.ok) return invalid(input, input.typed);
  const { intent, attachmentId } = input.value;
  const result = await changeFile(ctx, id, input.value);
  if (!result.ok) return invalid(result, input.typed);
  if (intent === 'restore') return redirectWithToast(here, { key: 'attachment.done.restored' });
  const undo = { action: here, fields: { intent: 'restore', attachmentId } };
  return redirectWithToast(here, { key: 'attachment.done.deleted', undo });
}

/** The files of a visit on a page of their own, with plain forms: what works on any browser. */
export default function VisitFiles() {
  const t = useT();
  const page = useLoaderData<typeof loader>();
  const { visit, accountName, mayAdd, ids } = page;
  return (
    <>
      <PageHead
        title={t('attachment.title')}
        back={paths.visit(visit.id)}
        crumbs={[{ to: paths.visit(visit.id), label: accountName ?? visit.purpose }]}
      />
      <PageBody narrow>
        <div className="grid gap-4">
          <FileList page={page} />
          {mayAdd && (
            <Card title={t('attachment.add_photo')}>
              <AddForm id={ids[0]} kind="photo" accept="image/jpeg,image/png,image/webp" />
            </Card>
          )}
          {mayAdd && (
            <Card title={t('attachment.add_voice')}>
              <AddForm id={ids[1]} kind="voice" accept="audio/*" />
            </Card>
          )}
        </div>
      </PageBody>
    </>
  );
}

function AddForm({ id, kind, accept }: { id: string; kind: 'photo' | 'voice'; accept: string }) {
  const t = useT();
  return (
    <ActionForm encType="multipart/form-data" hidden={{ id, kind }} labels={{ file: t(`attachment.${kind}`) }}>
      <Field name="file" label={t(`attachment.${kind}`)} hint={t(`attachment.${kind}_hint`)} required>
        <FileInput accept={accept} />
      </Field>
      <div>
        <SubmitButton>{t('attachment.send')}</SubmitButton>
      </div>
    </ActionForm>
  );
}
