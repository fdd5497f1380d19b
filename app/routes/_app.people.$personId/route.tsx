import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { checkInput, readBody } from '~/core/input.server';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { badRequest, invalid } from '~/core/refusals.server';
import { HeldCard } from '~/features/certification/held-card';
import { listHeld } from '~/features/certification/queries/certificate.server';
import { getLearner } from '~/features/certification/queries/learner.server';
import { setLeaving } from '~/features/people/commands/person.server';
import { grantRole, issuePassword, revokeRole } from '~/features/people/commands/roles.server';
import { RecordHistory } from '~/features/people/history';
import { listJournalOf } from '~/features/people/history.server';
import { grantInput, returnInput } from '~/features/people/input';
import { listNames } from '~/features/people/journal.server';
import { countHoldings } from '~/features/people/queries/holdings.server';
import { getPerson, listColleagues, listRolesHeld } from '~/features/people/queries/people.server';
import { listLedUnits } from '~/features/people/queries/units.server';
import { personState } from '~/features/people/rules';
import { StateBadge } from '~/features/people/state-badge';
import { unitOptions } from '~/features/people/unit-options';
import { Avatar, Person } from '~/ui/avatar';
import { ButtonLink } from '~/ui/button';
import { Callout, Card, Section } from '~/ui/card';
import { Fact, Facts } from '~/ui/facts';
import { Figures } from '~/ui/figures';
import { LogOut, Pencil, ShieldCheck } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { PostButton } from '~/ui/post-button';
import { Day, None } from '~/ui/value';
import { Administration } from './administration';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'people.read');
  const person = await getPerson(ctx, params.personId ?? '');
  const mayManage = can(ctx.actor, 'people.manage');
  const [roles, colleagues, held, learner, holdings, entries, units] = await Promise.all([
    listRolesHeld(ctx, [person.id]),
    listColleagues(ctx, person),
    listHeld(ctx, person.id),
    getLearner(ctx, person.id),
    can(ctx.actor, 'workload.read') ? countHoldings(ctx, person.id) : null,
    mayManage ? listJournalOf(ctx, person.id, 20) : [],
    mayManage ? listLedUnits(ctx) : [],
  ]);
  const { pinyin: _, ...shown } = person;
  return {
    person: shown,
    state: personState(person.leftOn, today(ctx.now)),
    roles,
    colleagues,
    held,
    mayPropose:
      can(ctx.actor, 'certificate.propose', { ownerId: person.id }) &&
      (person.id === ctx.actor.personId || learner.isLookedAfter),
    day: today(ctx.now),
    holdings,
    entries,
    names: await listNames(
      ctx,
      entries.map((entry) => ({ ...entry, subjectId: person.id, accountId: null })),
    ),
    units: unitOptions(units),
    mayManage: mayManage && units.some((unit) => unit.id === person.unitId),
    oneself: person.id === ctx.actor.personId,
    mayHandOver: can(ctx.actor, 'account.assign'),
    now: ctx.now.toISOString(),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const id = params.personId ?? '';
  const body = await readBody(request);
  switch (body.intent) {
    case 'grant':
    case 'revoke': {
      const input = checkInput(body, grantInput);
      if (!input.ok) return invalid(input, body);
      const done = await (body.intent === 'grant' ? grantRole : revokeRole)(ctx, id, input.value);
      if (!done.ok) return invalid(done, body);
      const key = body.intent === 'grant' ? 'person.role_granted' : 'person.role_revoked';
      return redirectWithToast(paths.person(id), { key });
    }
    case 'return': {
      const input = checkInput(body, returnInput);
      if (!input.ok) return invalid(input, body);
      const done = await setLeaving(ctx, id, null, input.value.version);
      if (!done.ok) return invalid(done, body);
      return redirectWithToast(paths.person(id), { key: 'person.returned' });
    }
    case 'password': {
      const issued = await issuePassword(ctx, id);
      if (!issued.ok) return invalid(issued, body);
      return { ok: true as const, password: issued.value.password };
    }
    default:
      throw badRequest();
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.person.name }];

export default function PersonPage() {
  const t = useT();
  const format = useFormat();
  const {
    person,
    state,
    roles,
    colleagues,
    held,
    mayPropose,
    day,
    holdings,
    entries,
    names,
    now,
    mayManage,
    oneself,
    mayHandOver,
  } = useLoaderData<typeof loader>();
  const capped = (n: number) => (n > 1000 ? `${format.number(1000)}+` : format.number(n));
  return (
    <>
      <PageHead title={person.name} back="/people" crumbs={[{ to: '/people', label: t('person.title') }]}>
        {mayManage && (
          <>
            {!oneself && state === 'active' && (
              <ButtonLink to={`${paths.person(person.id)}/leave`} icon={LogOut} aria-label={t('person.leave')}>
                <span className="max-sm:hidden">{t('person.leave')}</span>
              </ButtonLink>
            )}
            <ButtonLink to={`${paths.person(person.id)}/access`} icon={ShieldCheck} aria-label={t('access.title')}>
              <span className="max-sm:hidden">{t('access.title')}</span>
            </ButtonLink>
            <ButtonLink to={`${paths.person(person.id)}/edit`} icon={Pencil} kbd="E">
              <span className="max-sm:sr-only">{t('common.edit')}</span>
            </ButtonLink>
          </>
        )}
      </PageHead>
      {holdings && (
        <Figures
          items={[
            { label: t('person.accounts'), value: capped(holdings.accounts), to: `/accounts?owner=${person.id}` },
            { label: t('person.assignments'), value: capped(holdings.assignments) },
            {
              label: t('person.opportunities'),
              value: capped(holdings.opportunities),
              to: `/opportunities?owner=${person.id}`,
            },
            { label: t('person.visits'), value: capped(holdings.visits), to: `/visits?owner=${person.id}` },
            {
              label: t('person.commitments'),
              value: capped(holdings.commitments),
              to: mayHandOver ? `${paths.person(person.id)}/commitments` : undefined,
            },
          ]}
        />
      )}
      <PageBody className="lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="grid min-w-0 content-start gap-4">
          {state !== 'active' && person.leftOn && (
            <Callout
              tone="warn"
              icon={LogOut}
              title={t(state === 'left' ? 'person.left_callout' : 'person.leaving_callout', {
                day: format.day(person.leftOn, now),
              })}
              action={
                mayManage && (
                  <>
                    <ButtonLink to={`/team?person=${person.id}`}>{t('person.hand_over')}</ButtonLink>
                    <PostButton fields={{ intent: 'return', version: person.version }}>{t('person.return')}</PostButton>
                  </>
                )
              }
            />
          )}
          <Card title={t('person.facts')}>
            <div className="mb-3 flex items-center gap-3">
              <Avatar name={person.name} size="lg" />
              <div className="min-w-0">
                <p className="font-semibold">{person.name}</p>
                <p className="truncate text-ink-2">{[person.unitName, person.title].filter(Boolean).join(' · ')}</p>
              </div>
              <span className="ml-auto">
                <StateBadge state={state} />
              </span>
            </div>
            <Facts>
              <Fact label={t('person.company')}>{person.tenantName ?? person.unitName}</Fact>
              <Fact label={t('person.phone')}>
                {person.phone ? <a href={`tel:${person.phone.replace(/\s/g, '')}`}>{person.phone}</a> : <None />}
              </Fact>
              <Fact label={t('person.email')}>
                {person.email ? <a href={`mailto:${person.email}`}>{person.email}</a> : <None />}
              </Fact>
              <Fact label={t('person.employee_no')}>{person.employeeNo ?? <None />}</Fact>
              <Fact label={t('person.joined_on')}>
                <Day on={person.joinedOn} />
              </Fact>
              <Fact label={t('person.roles')}>
                {roles.length
                  ? roles
                      .map((grant) => t('person.role_at', { role: t(`role.${grant.role}`), unit: grant.unitName }))
                      .join(t('journal.comma'))
                  : t('person.no_roles')}
              </Fact>
            </Facts>
          </Card>
          <HeldCard held={held} personId={person.id} day={day} mayPropose={mayPropose} />
          {mayManage && <Administration />}
        </div>
        <div className="grid min-w-0 content-start gap-4">
          {colleagues.length > 0 && (
            <Card title={t('person.colleagues')}>
              <ul className="grid gap-1">
                {colleagues.map((colleague) => (
                  <li key={colleague.id} className="flex min-h-9 items-center max-sm:min-h-11">
                    <Person name={colleague.name} sub={colleague.title} to={paths.person(colleague.id)} />
                  </li>
                ))}
              </ul>
            </Card>
          )}
          {mayManage && (
            <Section title={t('person.history')}>
              <RecordHistory entries={entries} names={names} now={now} />
            </Section>
          )}
        </div>
      </PageBody>
    </>
  );
}
