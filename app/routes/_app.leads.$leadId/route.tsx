import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { type Context, requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useLocale, useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { isCertain } from '~/core/work-hours';
import { listAssigneeOptions } from '~/features/accounts/assignees.server';
import { industryName } from '~/features/accounts/industries';
import { regionName } from '~/features/accounts/regions';
import { disqualifyLead } from '~/features/leads/commands/disqualify.server';
import { acceptLead, assignLead, pickLead, returnLead } from '~/features/leads/commands/hold.server';
import { type LeadAction, leadAction } from '~/features/leads/input';
import { LeadBadge } from '~/features/leads/lead-badge';
import { hasCard } from '~/features/leads/queries/card.server';
import { getLead, listRepeats, listTurns } from '~/features/leads/queries/lead.server';
import { isSeller } from '~/features/leads/reach';
import { isOpenLead } from '~/features/leads/rules';
import { ButtonLink } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { Fact, Facts } from '~/ui/facts';
import { Building2, Pencil, Target } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PageBody, PageHead } from '~/ui/page-head';
import { LeadHistory, LeadRepeats } from './history';
import { LeadVerbs } from './verbs';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'lead.read');
  const found = await getLead(ctx, params.leadId!);
  const { lead } = found;
  const holder = { ownerId: lead.holderId };
  const isOpen = isOpenLead(lead.state);
  const may = {
    accept: lead.state === 'offered' && lead.holderId === ctx.actor.personId,
    pick: lead.state === 'pool' && can(ctx.actor, 'lead.work') && isSeller(ctx.actor.role),
    convert: lead.state === 'accepted' && can(ctx.actor, 'lead.work', holder),
    giveBack: (lead.state === 'accepted' || lead.state === 'offered') && can(ctx.actor, 'lead.work', holder),
    disqualify: isOpen && can(ctx.actor, 'lead.work', holder),
    assign: isOpen && can(ctx.actor, 'lead.assign', holder),
    correct: isOpen && can(ctx.actor, 'lead.work', holder),
  };
  const [turns, repeats, people, card] = await Promise.all([
    listTurns(ctx, lead),
    listRepeats(ctx, lead),
    may.assign ? listAssigneeOptions(ctx, { tenantId: lead.tenantId }) : [],
    hasCard(ctx, lead),
  ]);
  return {
    ...found,
    turns,
    repeats,
    card,
    people: people.map((one) => ({ value: one.id, label: one.name, hint: one.unitName ?? undefined })),
    may,
    isDueCertain: !lead.dueAt || isCertain(lead.createdAt, lead.dueAt),
    now: ctx.now,
  };
}

function act(ctx: Context, id: string, input: LeadAction) {
  switch (input.intent) {
    case 'accept':
      return acceptLead(ctx, id);
    case 'pick':
      return pickLead(ctx, id);
    case 'return':
      return returnLead(ctx, id, input.version);
    case 'assign':
      return assignLead(ctx, id, input.personId, input.version);
    case 'disqualify':
      return disqualifyLead(ctx, id, input);
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'lead.read');
  const id = params.leadId!;
  const input = await readInput(request, leadAction);
  if (!input.ok) return invalid(input, input.typed);
  const result = await act(ctx, id, input.value);
  if (!result.ok) return invalid(result, input.typed);
  const { intent } = input.value;
  const to = intent === 'return' || intent === 'disqualify' ? '/leads' : paths.lead(id);
  return redirectWithToast(to, { key: `lead.done.${intent}` });
}

export default function LeadPage() {
  const t = useT();
  const f = useFormat();
  const locale = useLocale();
  const {
    lead,
    holderName,
    referrerName,
    formName,
    known,
    deal,
    original,
    turns,
    repeats,
    card,
    people,
    may,
    isDueCertain,
    now,
  } = useLoaderData<typeof loader>();
  const due = lead.dueAt && t(isDueCertain ? 'lead.due' : 'lead.due_uncertain', { when: f.dateTime(lead.dueAt, now) });
  const customer = lead.accountId ?? lead.knownAccountId;
  return (
    <>
      <PageHead title={lead.company} back="/leads" crumbs={[{ to: '/leads', label: t('lead.title') }]}>
        {may.correct && (
          <ButtonLink to={`${paths.lead(lead.id)}/edit`} icon={Pencil} kbd="E">
            <span className="max-sm:sr-only">{t('common.edit')}</span>
          </ButtonLink>
        )}
      </PageHead>
      <PageBody narrow>
        <div className="flex flex-wrap items-center gap-2">
          <LeadBadge state={lead.state} />
          {due && <span className="num text-sm text-warn-ink">{due}</span>}
        </div>
        {lead.state === 'converted' && deal && lead.opportunityId && (
          <Callout tone="neutral" icon={Target} title={t('lead.became')}>
            <Link to={paths.opportunity(lead.opportunityId)} className="text-brand-ink underline underline-offset-2">
              {deal}
            </Link>
          </Callout>
        )}
        {customer && lead.state !== 'converted' && (
          <Callout tone="warn" icon={Building2} title={t('lead.known')}>
            {known && (
              <Link to={paths.account(customer)} className="text-brand-ink underline underline-offset-2">
                {known}
              </Link>
            )}
          </Callout>
        )}
        {lead.duplicateOf && (
          <Callout
            tone="neutral"
            icon={Building2}
            title={original ? t('lead.duplicate_of', { company: original }) : t('lead.state.duplicate')}
          >
            {original && (
              <Link to={paths.lead(lead.duplicateOf)} className="text-brand-ink underline underline-offset-2">
                {t('lead.open_original')}
              </Link>
            )}
          </Callout>
        )}
        <Card>
          <p className="mb-3 whitespace-pre-wrap break-words text-base">{lead.need}</p>
          <Facts>
            <Fact label={t('lead.contact')}>{lead.contactName}</Fact>
            <Fact label={t('lead.phone')}>
              <a href={`tel:${lead.phone.replace(/[^\d+]/g, '')}`} className="num text-brand-ink">
                {lead.phone}
              </a>
            </Fact>
            {lead.creditCode && <Fact label={t('lead.credit_code')}>{lead.creditCode}</Fact>}
            {lead.regionCode && <Fact label={t('lead.region')}>{regionName(lead.regionCode, locale)}</Fact>}
            {lead.industry && <Fact label={t('lead.industry')}>{industryName(lead.industry, locale)}</Fact>}
            {lead.line && <Fact label={t('lead.line')}>{t.any(`line.${lead.line}`)}</Fact>}
            <Fact label={t('lead.source')}>
              {[t(`lead.source.${lead.source}`), formName ?? lead.campaign].filter(Boolean).join(' · ')}
            </Fact>
            {referrerName && <Fact label={t('lead.referrer')}>{referrerName}</Fact>}
            <Fact label={t('lead.created')}>{f.dateTime(lead.createdAt, now)}</Fact>
            {holderName && <Fact label={t('lead.holder')}>{holderName}</Fact>}
            {lead.reason && <Fact label={t('lead.reason')}>{t(`lead.reason.${lead.reason}`)}</Fact>}
            {lead.answer && <Fact label={t('lead.answer')}>{lead.answer}</Fact>}
          </Facts>
        </Card>
        {card && (
          <Card title={t('lead.card')}>
            <a href={`${paths.lead(lead.id)}/card`} target="_blank" rel="noreferrer">
              <img
                src={`${paths.lead(lead.id)}/card?small`}
                alt={t('lead.card')}
                className="max-h-48 rounded-md border border-line"
              />
            </a>
          </Card>
        )}
        <LeadVerbs id={lead.id} version={lead.version} may={may} people={people} />
        <LeadRepeats repeats={repeats} now={now} />
        <LeadHistory turns={turns} now={now} />
      </PageBody>
    </>
  );
}
