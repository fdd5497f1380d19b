import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { checkInput, readBody } from '~/core/input.server';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { invalid } from '~/core/refusals.server';
import {
  amendContract,
  giveUpContract,
  recordPayment,
  signContract,
  terminateContract,
} from '~/features/contracts/commands/change.server';
import { renewContract } from '~/features/contracts/commands/renew.server';
import { addScan } from '~/features/contracts/commands/scan.server';
import { saveSites } from '~/features/contracts/commands/sites.server';
import { ContractBadge } from '~/features/contracts/contract-badge';
import { contractAction } from '~/features/contracts/input';
import {
  getContract,
  listAmendments,
  listContractSites,
  listInstalled,
  listScans,
} from '~/features/contracts/queries/contract.server';
import { creditOf, daysLate, renewalDays } from '~/features/contracts/rules';
import { translate } from '~/locales/translate.server';
import { Figures } from '~/ui/figures';
import { FormErrors } from '~/ui/form-errors';
import { PageBody, PageHead } from '~/ui/page-head';
import { AmendmentsCard } from './amendments-card';
import { FactsCard } from './facts-card';
import { ScansCard } from './scans-card';
import { SignCard } from './sign-card';
import { SitesCard } from './sites-card';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const { contract, ...head } = await getContract(ctx, params.contractId!);
  const [sites, installed, amendments, scans] = await Promise.all([
    listContractSites(ctx, contract),
    listInstalled(ctx, contract),
    listAmendments(ctx, contract),
    listScans(ctx, contract),
  ]);
  const day = today(ctx.now);
  // what was never signed owes nothing
  const isOff = !contract.signedOn;
  const { tenantId: _, unitId: __, ...shown } = contract;
  return {
    ...head,
    contract: shown,
    sites: sites.map(({ id, name, address, promisedOn, deliveredOn, oneOffFen }) => {
      const late = isOff ? 0 : daysLate({ promisedOn, deliveredOn }, day);
      const credit = creditOf(contract.credits, oneOffFen, late);
      return { id, name, address, promisedOn, deliveredOn, late, credit };
    }),
    products: gather(installed),
    ...{ amendments, scans, newId: newId(), today: day, now: ctx.now.toISOString() },
    ...{
      mayWrite: can(ctx.actor, 'contract.write', contract),
      mayReadQuote: can(ctx.actor, 'quote.read'),
      renewalDays,
    },
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const id = params.contractId!;
  const done = redirect(paths.contract(id));
  if (request.headers.get('Content-Type')?.startsWith('multipart/form-data')) {
    const added = await addScan(ctx, id, request);
    return added.ok ? done : invalid(added, { intent: 'scan' });
  }
  const body = await readBody(request);
  const input = checkInput(body, contractAction);
  if (!input.ok) return invalid(input, body);
  const asked = input.value;
  if (asked.intent === 'renew') {
    const { contract } = await getContract(ctx, id);
    const title = translate(ctx.actor.locale)('contract.renewal_title', { title: contract.title });
    const made = await renewContract(ctx, id, title);
    return made.ok ? redirect(paths.opportunity(made.value.id)) : invalid(made, body);
  }
  const result =
    asked.intent === 'sign'
      ? await signContract(ctx, id, asked)
      : asked.intent === 'sites'
        ? await saveSites(ctx, id, asked)
        : asked.intent === 'amend'
          ? await amendContract(ctx, id, asked)
          : asked.intent === 'give_up'
            ? await giveUpContract(ctx, id, asked.version)
            : asked.intent === 'paid'
              ? await recordPayment(ctx, id, asked)
              : await terminateContract(ctx, id, asked);
  return result.ok ? done : invalid(result, body);
}

/** What is installed, by site and offering; what is nowhere in particular apart. */
function gather(installed: Awaited<ReturnType<typeof listInstalled>>) {
  type Product = { name: string; nameEn: string | null; monthlyFen: number };
  const [whole, bySite]: [Product[], Record<string, Product[]>] = [[], {}];
  for (const { siteId, offeringName: name, offeringNameEn: nameEn, monthlyFen } of installed) {
    if (siteId) bySite[siteId] ??= [];
    const here = (siteId && bySite[siteId]) || whole;
    const known = here.find((one) => one.name === name);
    if (known) known.monthlyFen += monthlyFen;
    else here.push({ name, nameEn, monthlyFen });
  }
  return { whole, bySite };
}

export type ContractShown = ReturnType<typeof useLoaderData<typeof loader>>;

export default function ContractRoute() {
  const t = useT();
  const data = useLoaderData<typeof loader>();
  const answer = useActionData<{ ok?: boolean; reason?: string; fields?: Record<string, string> }>();
  const { contract, accountName } = data;
  return (
    <>
      <PageHead
        title={contract.title}
        back="/contracts"
        crumbs={[{ to: paths.account(contract.accountId), label: accountName ?? '' }]}
      >
        <ContractBadge contract={contract} />
      </PageHead>
      <Figures
        items={[
          { label: t('contract.total'), fen: contract.totalFen, note: t('contract.months', { n: contract.months }) },
          { label: t('contract.one_off'), fen: contract.oneOffFen },
          { label: t('contract.monthly'), fen: contract.monthlyFen },
          ...(data.sites.length
            ? [
                {
                  label: t('contract.delivered_sites'),
                  value: data.sites.filter(({ deliveredOn }) => deliveredOn).length,
                  note: t('contract.of', { n: data.sites.length }),
                },
              ]
            : []),
        ]}
      />
      <PageBody>
        {answer?.ok === false && answer.reason && (
          <FormErrors refusal={{ ok: false, reason: answer.reason, ...(answer.fields && { fields: answer.fields }) }} />
        )}
        <div className="grid items-start gap-4 lg:grid-cols-[2fr_1fr]">
          <div className="grid min-w-0 gap-4">
            {contract.state === 'draft' && data.mayWrite && <SignCard data={data} />}
            <SitesCard data={data} />
            <AmendmentsCard data={data} />
          </div>
          <div className="grid min-w-0 gap-4">
            <FactsCard data={data} />
            <ScansCard data={data} />
          </div>
        </div>
      </PageBody>
    </>
  );
}
