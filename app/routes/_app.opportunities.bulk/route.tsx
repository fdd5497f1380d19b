import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { checkInput, readBody } from '~/core/input.server';
import { paths, safeRedirect } from '~/core/paths';
import { invalid } from '~/core/refusals.server';
import { editInBulk } from '~/features/bulk/commands.server';
import { criterionWords } from '~/features/opportunities/criterion-words';
import { bulkInput } from '~/features/opportunities/input';
import { ButtonLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { FormErrors } from '~/ui/form-errors';
import { Undo2 } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PageBody, PageHead } from '~/ui/page-head';

/** Answers after the action too: a redirect here would take the report away. */
export async function loader({ request }: LoaderFunctionArgs) {
  await requireContext(request);
  return null;
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const body = await readBody(request);
  const back = safeRedirect(String(body.back ?? ''), '/opportunities?shape=list');
  const input = checkInput(body, bulkInput);
  if (!input.ok) return invalid({ ...input, params: { back } });
  const result = await editInBulk(ctx, input.value);
  if (!result.ok) return invalid(result);
  const { done, bulkId, refused: left } = result.value;
  if (left.length === 0)
    return redirectWithToast(back, {
      key: 'opportunity.bulk_done',
      params: { n: done },
      ...(bulkId && { undo: { action: paths.bulkEdit(bulkId), fields: { intent: 'undo' } } }),
    });
  return { ok: true as const, back, done, bulkId, refused: left };
}

/** What was left as it was, and why. */
export default function BulkReport() {
  const t = useT();
  const f = useFormat();
  const report = useActionData<typeof action>();
  const list = '/opportunities?shape=list';
  if (!report) return <PageHead title={t('opportunity.bulk_title')} back={list} />;
  const back = report.ok ? report.back : String(report.params?.back ?? list);
  return (
    <>
      <PageHead title={t('opportunity.bulk_title')} back={back} />
      <PageBody narrow>
        {report.ok ? (
          <Card
            title={t('opportunity.bulk_partly', { done: report.done, refused: report.refused.length })}
            padded={false}
          >
            <ul className="divide-y divide-line">
              {report.refused.map((row) => (
                <li key={row.id} className="px-3 py-2.5 max-sm:px-4">
                  {row.title && (
                    <Link to={paths.opportunity(row.id)} className="font-medium hover:underline">
                      {row.title}
                    </Link>
                  )}
                  <p className="flex flex-wrap gap-x-3 text-ink-2">
                    {t.any(row.reason.includes('.') ? row.reason : `error.${row.reason}`)}
                    {row.missing.map(({ criterion, rule, href }) => (
                      <Link key={criterion} to={href} className="text-brand-ink underline underline-offset-2">
                        {criterionWords(t, f, rule)}
                      </Link>
                    ))}
                  </p>
                </li>
              ))}
            </ul>
          </Card>
        ) : (
          <FormErrors refusal={report} />
        )}
        <div>
          <ButtonLink to={back}>{t('common.back')}</ButtonLink>
          {report.ok && report.bulkId && (
            <ButtonLink to={paths.bulkEdit(report.bulkId)} icon={Undo2} className="ml-2">
              {t('bulk.see')}
            </ButtonLink>
          )}
        </div>
      </PageBody>
    </>
  );
}
