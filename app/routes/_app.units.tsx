import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData, useSearchParams } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { checkInput, readBody } from '~/core/input.server';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { badRequest, invalid } from '~/core/refusals.server';
import { addUnit, renameUnit } from '~/features/people/commands/units.server';
import { addUnitInput, renameUnitInput } from '~/features/people/input';
import { countPeopleByUnit, listHeads, listLedUnits, listUnits } from '~/features/people/queries/units.server';
import { kindsBelow } from '~/features/people/rules';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field } from '~/ui/field';
import { Pencil, Plus, UsersRound } from '~/ui/icons';
import { Input } from '~/ui/input';
import { PageBody, PageHead } from '~/ui/page-head';
import { Select } from '~/ui/select';
import { type TreeNode, TreeView } from '~/ui/tree-view';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'people.read');
  const mayManage = can(ctx.actor, 'people.manage');
  const [units, counts, heads, led] = await Promise.all([
    listUnits(ctx),
    countPeopleByUnit(ctx),
    listHeads(ctx),
    mayManage ? listLedUnits(ctx) : [],
  ]);
  return {
    units: units.map((unit) => ({
      ...unit,
      people: counts.get(unit.id) ?? 0,
      heads: heads.filter((head) => head.unitId === unit.id).map((head) => head.name),
    })),
    ledIds: led.map((unit) => unit.id),
    title: translate(ctx.actor.locale)('unit.title'),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const body = await readBody(request);
  if (body.intent === 'add') {
    const input = checkInput(body, addUnitInput);
    if (!input.ok) return invalid(input, body);
    const added = await addUnit(ctx, input.value);
    if (!added.ok) return invalid(added, body);
    return redirectWithToast(`/units?unit=${added.value.id}`, { key: 'unit.added' });
  }
  if (body.intent === 'rename') {
    const input = checkInput(body, renameUnitInput);
    if (!input.ok) return invalid(input, body);
    const renamed = await renameUnit(ctx, input.value);
    if (!renamed.ok) return invalid(renamed, body);
    return redirectWithToast(`/units?unit=${input.value.id}`, { key: 'unit.renamed' });
  }
  throw badRequest();
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

type Unit = ReturnType<typeof useLoaderData<typeof loader>>['units'][number];

export default function Units() {
  const t = useT();
  const { units, ledIds } = useLoaderData<typeof loader>();
  const [params] = useSearchParams();
  const chosen = units.find((unit) => String(unit.id) === params.get('unit') && ledIds.includes(unit.id));
  const known = new Set(units.map((unit) => unit.id));
  const below = new Map<number | null, Unit[]>();
  for (const unit of units) below.set(unit.parentId, [...(below.get(unit.parentId) ?? []), unit]);
  const whole = (unit: Unit): number =>
    unit.people + (below.get(unit.id) ?? []).reduce((sum, child) => sum + whole(child), 0);
  const node = (unit: Unit, depth: number): TreeNode => ({
    id: String(unit.id),
    label: (
      <>
        {unit.name}
        <span className="ml-2 text-xs text-ink-3">
          {unit.heads.length
            ? unit.heads.join(t('journal.comma'))
            : unit.kind === 'team' && unit.people > 0 && t('unit.no_head')}
        </span>
      </>
    ),
    note: t('unit.count', { n: whole(unit) }),
    to: ledIds.includes(unit.id) ? `/units?unit=${unit.id}` : `/people?unit=${unit.id}`,
    open: depth < 2,
    children: (below.get(unit.id) ?? []).map((child) => node(child, depth + 1)),
  });
  const tops = units.filter((unit) => unit.parentId === null || !known.has(unit.parentId));
  return (
    <>
      <PageHead title={t('unit.title')} back="/people" crumbs={[{ to: '/people', label: t('person.title') }]} />
      <PageBody className={ledIds.length ? 'lg:grid-cols-[minmax(0,1fr)_320px]' : undefined}>
        <Card>
          <TreeView label={t('unit.title')} nodes={tops.map((unit) => node(unit, 0))} />
        </Card>
        {ledIds.length > 0 && (chosen ? <Manage key={chosen.id} unit={chosen} /> : <Choose />)}
      </PageBody>
    </>
  );
}

function Choose() {
  const t = useT();
  return <p className="text-ink-3 max-lg:order-first">{t('unit.choose')}</p>;
}

function Manage({ unit }: { unit: Unit }) {
  const t = useT();
  const kinds = kindsBelow[unit.kind].filter((kind) => kind !== 'province');
  return (
    <div className="grid content-start gap-4 max-lg:order-first">
      <Card
        title={unit.name}
        note={t(`unit.kind.${unit.kind}`)}
        action={
          <ButtonLink size="sm" to={`/people?unit=${unit.id}`} icon={UsersRound}>
            {t('unit.people')}
          </ButtonLink>
        }
      >
        <ActionForm hidden={{ intent: 'rename', id: unit.id }} values={{ name: unit.name }}>
          <Field name="name" label={t('unit.name')} required>
            <Input maxLength={80} />
          </Field>
          <div>
            <SubmitButton variant="secondary" icon={Pencil}>
              {t('unit.rename')}
            </SubmitButton>
          </div>
        </ActionForm>
      </Card>
      {kinds.length > 0 && (
        <Card title={t('unit.add')}>
          <ActionForm hidden={{ intent: 'add', parentId: unit.id }} values={{ kind: kinds[0] }}>
            <Field name="name" label={t('unit.name')} required>
              <Input maxLength={80} defaultValue="" />
            </Field>
            <Field name="kind" label={t('unit.kind')} required>
              <Select options={kinds.map((kind) => ({ value: kind, label: t(`unit.kind.${kind}`) }))} />
            </Field>
            <div>
              <SubmitButton icon={Plus}>{t('unit.add')}</SubmitButton>
            </div>
          </ActionForm>
        </Card>
      )}
    </div>
  );
}
