import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { checkInput, readBody } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { readCells } from '~/features/imports/cells-of-file.server';
import { cellsOf, sitesOf } from '~/features/quotes/addresses';
import { addSites } from '~/features/quotes/commands/sites.server';
import { pasteInput } from '~/features/quotes/input';
import { getQuote } from '~/features/quotes/queries/quote.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Field, FormActions } from '~/ui/field';
import { FileInput } from '~/ui/file-input';
import { PageBody, PageHead } from '~/ui/page-head';
import { Textarea } from '~/ui/textarea';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'quote.write');
  const { quote } = await getQuote(ctx, params.quoteId!);
  return { id: quote.id, version: quote.version };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'quote.write');
  const { file, ...typed } = await readBody(request);
  const input = checkInput(typed, pasteInput);
  if (!input.ok) return invalid(input, typed);
  const uploaded = file instanceof File && file.size > 0 ? await readCells(file) : null;
  if (uploaded === 'unreadable')
    return invalid({ ok: false, reason: 'invalid', fields: { file: 'quote_site.file_bad' } }, typed);
  const sites = sitesOf([...(uploaded ?? cellsOf(input.value.sites))]);
  const result = await addSites(ctx, params.quoteId!, input.value.version, sites);
  if (!result.ok) return invalid(result, typed);
  const { added: n, duplicates, issues } = result.value;
  return redirectWithToast(`${paths.quote(params.quoteId!)}?tab=sites`, {
    key: 'quote_site.added',
    params: { n, duplicates, issues },
  });
}

/** The customer's list of places, as it lies in a sheet or was copied from one. */
export default function AddSites() {
  const t = useT();
  const { id, version } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t('quote.add_sites')} back={`${paths.quote(id)}?tab=sites`} />
      <PageBody narrow>
        <ActionForm
          encType="multipart/form-data"
          hidden={{ version }}
          labels={{ sites: t('quote_site.paste'), file: t('quote_site.file') }}
        >
          <Field name="sites" label={t('quote_site.paste')} hint={t('quote_site.paste_hint')}>
            <Textarea rows={12} className="font-mono text-xs" />
          </Field>
          <Field name="file" label={t('quote_site.file')} hint={t('quote_site.file_hint')}>
            <FileInput accept=".csv,.txt,.xlsx" />
          </Field>
          <FormActions>
            <SubmitButton>{t('quote_site.read')}</SubmitButton>
            <ButtonLink to={`${paths.quote(id)}?tab=sites`} variant="ghost">
              {t('common.cancel')}
            </ButtonLink>
          </FormActions>
        </ActionForm>
      </PageBody>
    </>
  );
}
