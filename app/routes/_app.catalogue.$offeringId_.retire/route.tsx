import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { addDays, today } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { checkInput, readBody } from '~/core/input.server';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { forbidden, invalid } from '~/core/refusals.server';
import { planRetirement } from '~/features/offerings/commands/move.server';
import {
  getOffering,
  isOfGroup,
  mayEdit,
  namesAround,
  offeringFigures,
  substitutesFor,
} from '~/features/offerings/detail.server';
import { retirementInput } from '~/features/offerings/input';
import { nameIn } from '~/features/offerings/named';
import { createMigrations } from '~/features/retirement/commands.server';
import { migrationInput } from '~/features/retirement/input';
import { listHolders, listOpenUses } from '~/features/retirement/queries.server';
import { translate } from '~/locales/translate.server';
import { PageBody, PageHead } from '~/ui/page-head';
import { HoldersCard } from './holders-card';
import { OpenCard } from './open-card';
import { PlanCard } from './plan-card';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'catalogue.read');
  const mayCreate = can(ctx.actor, 'opportunity.create');
  if (!mayCreate) requirePermission(ctx.actor, 'offering.manage');
  const offering = await getOffering(ctx, params.offeringId!);
  const [ofGroup, names, choices, figures, holders, open] = await Promise.all([
    isOfGroup(ctx),
    namesAround(ctx, offering),
    substitutesFor(ctx, '', 200),
    offeringFigures(ctx, offering.id),
    mayCreate ? listHolders(ctx, offering.id) : null,
    mayCreate ? listOpenUses(ctx, offering.id) : null,
  ]);
  const { locale } = ctx.actor;
  const t = translate(locale);
  const next = names.substitute && nameIn(locale, names.substitute);
  return {
    offering,
    substitute: names.substitute,
    choices: choices
      .filter(({ id, line }) => id !== offering.id && line === offering.line)
      .map((one) => ({ value: one.id, label: `${nameIn(locale, one)} · ${one.code}` })),
    script:
      next && offering.retiresOn
        ? t('retirement.script', { old: nameIn(locale, offering), next, day: offering.retiresOn })
        : null,
    figures,
    holders,
    open,
    mayManage: mayEdit(ctx, offering.tenantId, ofGroup) && ['launched', 'retiring'].includes(offering.lifecycle),
    firstContactOn: addDays(today(ctx.now), 7),
    now: ctx.now.toISOString(),
  };
}
export type RetireData = ReturnType<typeof useLoaderData<typeof loader>>;

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const id = params.offeringId!;
  const here = `${paths.offering(id)}/retire`;
  const body = await readBody(request);
  if (body.intent === 'migrate') {
    const input = checkInput(body, migrationInput);
    if (!can(ctx.actor, 'opportunity.create')) throw forbidden('opportunity.create');
    if (!input.ok) return invalid(input, body);
    const made = await createMigrations(ctx, id, input.value);
    if (!made.ok) return invalid(made, body);
    return redirectWithToast(here, { key: 'retirement.created', params: { n: made.value.created } });
  }
  const input = checkInput(body, retirementInput);
  requirePermission(ctx.actor, 'offering.manage');
  if (!input.ok) return invalid(input, body);
  const planned = await planRetirement(ctx, id, input.value);
  if (!planned.ok) return invalid(planned, body);
  return redirectWithToast(here, { key: 'retirement.planned' });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.offering.name ?? '' }];

export default function Retire() {
  const t = useT();
  const { locale } = useFormat();
  const data = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead
        title={t('offering.retire')}
        back={paths.offering(data.offering.id)}
        crumbs={[{ to: paths.offering(data.offering.id), label: nameIn(locale, data.offering) }]}
      />
      <PageBody>
        <p className="max-w-3xl text-ink-2">{t('retirement.intro')}</p>
        <div className="grid items-start gap-4 lg:grid-cols-[360px_minmax(0,1fr)]">
          <PlanCard data={data} />
          <div className="grid min-w-0 gap-4">
            <HoldersCard data={data} />
            <OpenCard data={data} />
          </div>
        </div>
      </PageBody>
    </>
  );
}
