import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useT } from '~/core/i18n';
import { loadPerformance } from '~/features/performance/load.server';
import { Performance } from '~/features/performance/performance-page';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadPerformance(ctx, params.personId ?? '');
}

export default function OnePerformance() {
  const t = useT();
  const data = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead
        title={t('performance.of_person', { name: data.person.name })}
        back="/performance"
        crumbs={[{ to: '/performance', label: t('performance.title') }]}
      />
      <PageBody>
        <Performance {...data} />
      </PageBody>
    </>
  );
}
