import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { criterionWords } from '~/features/opportunities/criterion-words';
import { companyAsked, getProcess, mayWrite } from '~/features/processes/queries.server';
import { tryOut } from '~/features/processes/trial.server';
import { EmptyState } from '~/ui/empty-state';
import { CircleCheck } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';
import { Money } from '~/ui/value';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'process.manage');
  const search = new URL(request.url).searchParams;
  const { company, isGroup } = await companyAsked(ctx, search);
  if (!mayWrite(ctx, company, isGroup)) throw notFound();
  const { code, draft, published } = await getProcess(ctx, company, params.code!);
  const definition = draft?.definition ?? published;
  const trial = await tryOut(ctx, { company, code }, definition, search.get('after'));
  return {
    ...trial,
    code,
    company,
    definition: { name: definition.name, nameEn: definition.nameEn },
    isFirst: !search.has('after'),
  };
}

/** Which deals the draft would hold up, before anybody is held up by it. */
export default function Trial() {
  const t = useT();
  const f = useFormat();
  const { rows, heldUp, examined, isCapped, after, code, company, isFirst } = useLoaderData<typeof loader>();
  const query = company === null ? '' : `?company=${company}`;
  const summary = t(isCapped || !isFirst ? 'process.trial_part' : 'process.trial_all', { n: heldUp, of: examined });
  return (
    <>
      <PageHead title={t('process.try_out')} back={`/processes/${code}${query}`} />
      <PageBody>
        <p className="text-base font-medium">{summary}</p>
        <p className="max-w-3xl text-ink-2">{t('process.trial_hint')}</p>
        {rows.length === 0 ? (
          <EmptyState icon={CircleCheck} title={t('process.trial_none')}>
            {t('process.trial_none_hint')}
          </EmptyState>
        ) : (
          <ul className="divide-y divide-line rounded-[10px] border border-line bg-surface max-sm:rounded-2xl">
            {rows.map((row) => (
              <li
                key={row.id}
                className="grid gap-x-4 gap-y-1 px-4 py-2.5 sm:grid-cols-[minmax(0,1fr)_8rem_minmax(0,1fr)_7rem]"
              >
                <span className="min-w-0">
                  <Link to={paths.opportunity(row.id)} className="font-medium hover:underline">
                    {row.title}
                  </Link>
                  <span className="block text-xs text-ink-3">
                    {[row.accountName, row.ownerName].filter(Boolean).join(' · ')}
                  </span>
                </span>
                <span className="text-ink-2">{f.locale === 'en' ? row.stageEn : row.stage}</span>
                <span className="text-warn-ink">
                  {row.missing.length
                    ? row.missing.map((one) => criterionWords(t, f, one)).join(t('journal.comma'))
                    : t('process.stage_gone')}
                </span>
                <Money fen={row.totalFen} className="sm:text-right" />
              </li>
            ))}
          </ul>
        )}
        <Pager after={after} />
      </PageBody>
    </>
  );
}
