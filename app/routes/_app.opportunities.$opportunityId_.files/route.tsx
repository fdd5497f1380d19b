import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { addDocumentFromRequest, changeDocument } from '~/features/attachments/commands/document.server';
import { DealDocumentRow } from '~/features/attachments/deal-document';
import { changeDocumentInput } from '~/features/attachments/document-input';
import { documentAccept } from '~/features/attachments/documents';
import { listDocuments } from '~/features/attachments/queries.server';
import { criterionWords } from '~/features/opportunities/criterion-words';
import { evidenceOf } from '~/features/opportunities/evidence-asked';
import { getOpportunity, listStages } from '~/features/opportunities/queries.server';
import { documentKinds } from '~/features/opportunities/rules';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field, FormActions } from '~/ui/field';
import { FileInput } from '~/ui/file-input';
import { Trash2 } from '~/ui/icons';
import { Input } from '~/ui/input';
import { PageBody, PageHead } from '~/ui/page-head';
import { PostButton } from '~/ui/post-button';
import { Select } from '~/ui/select';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'opportunity.read');
  const id = params.opportunityId!;
  const [{ opportunity, accountName }, files, all] = await Promise.all([
    getOpportunity(ctx, id),
    listDocuments(ctx, id),
    listStages(ctx),
  ]);
  return data({
    newId: newId(),
    deal: { id, title: opportunity.title },
    accountName,
    files,
    evidence: evidenceOf(all.filter((stage) => stage.pipelineId === opportunity.pipelineId)),
    as: new URL(request.url).searchParams.get('as'),
    mayChange: can(ctx.actor, 'opportunity.update', opportunity),
    now: ctx.now.toISOString(),
    title: translate(ctx.actor.locale)('document.title'),
  });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const id = params.opportunityId!;
  const page = paths.opportunity(id);
  if (request.headers.get('Content-Type')?.startsWith('multipart/')) {
    const added = await addDocumentFromRequest(ctx, id, request);
    return added.ok ? redirectWithToast(page, { key: 'document.done.added' }) : invalid(added, added.typed);
  }
  const input = await readInput(request, changeDocumentInput);
  if (!input.ok) return invalid(input, input.typed);
  const { intent, attachmentId } = input.value;
  const result = await changeDocument(ctx, id, input.value);
  if (!result.ok) return invalid(result, input.typed);
  if (intent === 'restore') return redirectWithToast(`${page}/files`, { key: 'document.done.restored' });
  const undo = { action: `${page}/files`, fields: { intent: 'restore', attachmentId } };
  return redirectWithToast(`${page}/files`, { key: 'document.done.deleted', undo });
}

/** The files of a deal, and the place to add one, with plain forms. */
export default function DealFiles() {
  const t = useT();
  const f = useFormat();
  const { newId: id, deal, accountName, files, evidence, as, mayChange, now } = useLoaderData<typeof loader>();
  const page = paths.opportunity(deal.id);
  const named = evidence.map((one) => ({
    key: one.key,
    name: criterionWords(t, f, { ...one, withFile: false, withNote: false }),
  }));
  const labels = { file: t('document.file'), as: t('document.as'), note: t('document.note') };
  return (
    <>
      <PageHead
        title={t('document.title')}
        back={page}
        crumbs={[{ to: page, label: [accountName, deal.title].filter(Boolean).join(' · ') }]}
      />
      <PageBody narrow>
        <div className="grid gap-4">
          {mayChange && (
            <Card title={t('document.add')}>
              <ActionForm encType="multipart/form-data" action={`${page}/files`} hidden={{ id }} labels={labels}>
                <Field name="as" label={labels.as} required>
                  <Select
                    defaultValue={as ?? undefined}
                    placeholder={t('common.choose')}
                    options={[
                      ...named.map(({ key, name }) => ({
                        value: `evidence:${key}`,
                        label: t('document.evidence_of', { name }),
                      })),
                      ...documentKinds.map((kind) => ({ value: kind, label: t(`document.kind.${kind}`) })),
                    ]}
                  />
                </Field>
                <Field name="note" label={labels.note} hint={t('document.note_hint')}>
                  <Input maxLength={200} />
                </Field>
                <Field name="file" label={labels.file} hint={t('document.file_hint')} required>
                  <FileInput accept={documentAccept} />
                </Field>
                <FormActions inline>
                  <SubmitButton>{t('document.send')}</SubmitButton>
                  <ButtonLink to={page} variant="ghost">
                    {t('common.cancel')}
                  </ButtonLink>
                </FormActions>
              </ActionForm>
            </Card>
          )}
          {files.length === 0 && <p className="text-ink-3">{t('document.none')}</p>}
          {files.length > 0 && (
            <Card title={t('document.all')} note={files.length}>
              <ul className="divide-y divide-line">
                {files.map((file) => (
                  <DealDocumentRow
                    key={file.id}
                    file={{ ...file, proves: named.find(({ key }) => key === file.evidenceKey)?.name ?? null }}
                    now={now}
                    action={
                      mayChange && (
                        <PostButton
                          size="sm"
                          variant="ghost"
                          icon={Trash2}
                          action={`${page}/files`}
                          navigate
                          fields={{ intent: 'delete', attachmentId: file.id }}
                          aria-label={t('document.delete')}
                        >
                          <span className="max-sm:sr-only">{t('common.delete')}</span>
                        </PostButton>
                      )
                    }
                  />
                ))}
              </ul>
            </Card>
          )}
        </div>
      </PageBody>
    </>
  );
}
