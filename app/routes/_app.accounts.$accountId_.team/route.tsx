import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { checkInput, readBody } from '~/core/input.server';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { badRequest, invalid } from '~/core/refusals.server';
import { getAccount } from '~/features/accounts/queries.server';
import { addTeamMember, endTeamMember } from '~/features/assignments/commands/team.server';
import { endInput, teamMemberInput } from '~/features/assignments/input';
import { listColleagues, listTeam } from '~/features/assignments/queries/team.server';
import { supportRoles } from '~/features/assignments/rules';
import { ActionForm } from '~/ui/action-form';
import { Person } from '~/ui/avatar';
import { Badge } from '~/ui/badge';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { ChipField } from '~/ui/chip-group';
import { Combobox } from '~/ui/combobox';
import { DateInput } from '~/ui/date-input';
import { Field, FieldRow } from '~/ui/field';
import { UserPlus, UsersRound } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { PostButton } from '~/ui/post-button';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'account.read');
  const id = params.accountId!;
  const [account, team, colleagues] = await Promise.all([getAccount(ctx, id), listTeam(ctx, id), listColleagues(ctx)]);
  const assign = can(ctx.actor, 'account.assign', account);
  return {
    account: { id: account.id, name: account.name },
    team,
    colleagues: assign
      ? colleagues.map(({ id, name, title }) => ({ value: id, label: name, hint: title ?? undefined }))
      : [],
    newId: newId(),
    today: today(ctx.now),
    assign,
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const accountId = params.accountId!;
  const here = `/accounts/${accountId}/team`;
  const body = await readBody(request);
  if (body.intent === 'add') {
    const input = checkInput(body, teamMemberInput);
    if (!input.ok) return invalid(input, body);
    const result = await addTeamMember(ctx, accountId, input.value);
    return result.ok ? redirectWithToast(here, { key: 'assignment.added' }) : invalid(result, body);
  }
  if (body.intent === 'end') {
    const input = checkInput(body, endInput);
    if (!input.ok) return invalid(input, body);
    const result = await endTeamMember(ctx, accountId, input.value.assignmentId);
    return result.ok ? redirectWithToast(here, { key: 'assignment.ended' }) : invalid(result, body);
  }
  throw badRequest();
}

const tones = { current: 'ok', future: 'brand', past: 'neutral' } as const;

export default function TeamPage() {
  const t = useT();
  const format = useFormat();
  const { account, team, colleagues, assign, ...data } = useLoaderData<typeof loader>();
  const here = `/accounts/${account.id}`;
  const labels = {
    personId: t('assignment.person'),
    role: t('assignment.role'),
    from: t('assignment.from'),
    to: t('assignment.to'),
  };
  return (
    <>
      <PageHead title={t('assignment.team')} back={here} crumbs={[{ to: here, label: account.name }]}>
        <ButtonLink to={`${here}/team/proposal`} icon={UserPlus}>
          {t('team_proposal.title')}
        </ButtonLink>
        {assign && (
          <ButtonLink to={`/team/assign?accounts=${account.id}`} icon={UsersRound}>
            {t('assignment.change_primary')}
          </ButtonLink>
        )}
      </PageHead>
      <PageBody narrow>
        <Card padded={false}>
          <ul className="divide-y divide-line">
            {team.map((member) => (
              <li key={member.id} className="flex flex-wrap items-center gap-3 px-4 py-2.5">
                <div className="min-w-40 flex-1">
                  <Person
                    name={member.name ?? '—'}
                    size="md"
                    sub={[
                      t(`assignment.role.${member.role}`),
                      member.byName && t('assignment.by', { name: member.byName }),
                      member.reason,
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  />
                </div>
                <span className="num text-xs text-ink-2">
                  {format.day(member.span.from)} – {member.span.to ? format.day(member.span.to) : ''}
                </span>
                <Badge tone={tones[member.state]}>{t(`assignment.state.${member.state}`)}</Badge>
                {assign && member.role !== 'primary' && member.state !== 'past' && (
                  <PostButton size="sm" variant="ghost" fields={{ intent: 'end', assignmentId: member.id }}>
                    {t('assignment.end')}
                  </PostButton>
                )}
              </li>
            ))}
          </ul>
        </Card>
        {assign && (
          <Card title={t('assignment.add')}>
            <ActionForm
              key={data.newId}
              hidden={{ intent: 'add', id: data.newId }}
              values={{ from: data.today, role: 'backup' }}
              labels={labels}
            >
              <ChipField
                name="role"
                label={labels.role}
                options={supportRoles.map((value) => ({ value, label: t(`assignment.role.${value}`) }))}
                required
              />
              <Field name="personId" label={labels.personId} required>
                <Combobox options={colleagues} load="/team/colleagues.json" />
              </Field>
              <FieldRow>
                <Field name="from" label={labels.from} required>
                  <DateInput />
                </Field>
                <Field name="to" label={labels.to} hint={t('assignment.to_hint')}>
                  <DateInput />
                </Field>
              </FieldRow>
              <div>
                <SubmitButton>{t('common.add')}</SubmitButton>
              </div>
            </ActionForm>
          </Card>
        )}
      </PageBody>
    </>
  );
}
