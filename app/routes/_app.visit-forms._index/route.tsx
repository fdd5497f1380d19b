import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useFormat, useT } from '~/core/i18n';
import { requirePermission } from '~/core/permissions.server';
import { CompanySwitch } from '~/features/coverage/company-switch';
import { listPolicyCompanies } from '~/features/coverage/queries/policy.server';
import { companyOf } from '~/features/visits/forms/company';
import { listForms, listFormVersions } from '~/features/visits/queries/forms.server';
import { translate } from '~/locales/translate.server';
import { Badge } from '~/ui/badge';
import { Card } from '~/ui/card';
import { ChevronRight } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'visit_form.manage');
  const company = companyOf(ctx.actor, new URL(request.url).searchParams);
  const [forms, versions, companies] = await Promise.all([
    listForms(ctx, company),
    listFormVersions(ctx, company),
    ctx.actor.visibleTenants.length > 1 ? listPolicyCompanies(ctx) : [],
  ]);
  return {
    company,
    companies,
    forms: forms.map(({ type, version, questions }) => {
      const last = versions.find((one) => one.type === type && one.version === version);
      return { type, version, questions: questions.length, at: last?.publishedAt ?? null, by: last?.publisher ?? null };
    }),
    now: ctx.now,
    title: translate(ctx.actor.locale)('visit_form.title'),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function VisitForms() {
  const t = useT();
  const f = useFormat();
  const { company, companies, forms, now } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t('visit_form.title')} />
      <PageBody narrow>
        {companies.length > 1 && <CompanySwitch companies={companies} company={company} />}
        <p className="text-ink-2">{t('visit_form.hint')}</p>
        <Card padded={false} className="overflow-hidden">
          <ul className="divide-y divide-line">
            {forms.map((form) => (
              <li key={form.type}>
                <Link
                  to={`/visit-forms/${form.type}?company=${company}`}
                  className="flex items-center gap-3 px-4 py-3 hover:bg-sunken"
                >
                  <span className="min-w-0 flex-1">
                    <span className="font-medium">{t(`visit.type.${form.type}`)}</span>
                    <span className="mt-0.5 block text-xs text-ink-3">
                      {form.at
                        ? t('visit_form.published', {
                            who: form.by ?? t('common.unknown'),
                            when: f.dateTime(form.at, now),
                          })
                        : t('visit_form.national_since')}
                      {' · '}
                      {t('visit_form.questions_n', { n: form.questions })}
                    </span>
                  </span>
                  <Badge tone={form.version ? 'brand' : 'neutral'}>
                    {form.version ? t('visit_form.version', { n: form.version }) : t('visit_form.national')}
                  </Badge>
                  <ChevronRight className="text-[16px] text-ink-3" />
                </Link>
              </li>
            ))}
          </ul>
        </Card>
      </PageBody>
    </>
  );
}
