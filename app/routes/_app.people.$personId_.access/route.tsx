import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { readBody } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { badRequest, forbidden, invalid } from '~/core/refusals.server';
import { resetSecondFactor } from '~/features/access/commands/reset.server';
import { factorOf } from '~/features/access/queries.server';
import { getPerson } from '~/features/people/queries/people.server';
import { leadsUnit } from '~/features/people/queries/reach.server';
import { translate } from '~/locales/translate.server';
import { PageBody, PageHead } from '~/ui/page-head';
import { FactorCard } from './factor-card';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const { id, name, unitId } = await getPerson(ctx, params.personId ?? '');
  requirePermission(ctx.actor, 'people.manage');
  if (!(await leadsUnit(ctx, unitId))) throw forbidden('people.manage');
  const factor = await factorOf(ctx, id);
  return {
    person: { id, name },
    factor,
    oneself: id === ctx.actor.personId,
    now: ctx.now.toISOString(),
    title: translate(ctx.actor.locale)('access.of', { name }),
  };
}
export type AccessData = ReturnType<typeof useLoaderData<typeof loader>>;

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const id = params.personId ?? '';
  const page = `${paths.person(id)}/access`;
  const body = await readBody(request);
  switch (body.intent) {
    case 'reset': {
      const reset = await resetSecondFactor(ctx, id);
      return reset.ok ? redirectWithToast(page, { key: 'access.factor_reset_done' }) : invalid(reset, body);
    }
    default:
      throw badRequest();
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

/** How a person gets in, for who administers their unit. */
export default function PersonAccess() {
  const t = useT();
  const data = useLoaderData<typeof loader>();
  const { person, title } = data;
  return (
    <>
      <PageHead
        title={title}
        back={paths.person(person.id)}
        crumbs={[
          { to: '/people', label: t('person.title') },
          { to: paths.person(person.id), label: person.name },
        ]}
      />
      <PageBody narrow>
        <FactorCard data={data} />
      </PageBody>
    </>
  );
}
