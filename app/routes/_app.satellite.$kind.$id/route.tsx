import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { type Context, requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { isId, newId } from '~/core/ids';
import { checkInput, readBody } from '~/core/input.server';
import { requirePermission } from '~/core/permissions.server';
import { invalid, notFound } from '~/core/refusals.server';
import { retire, saveBeam, saveSatellite, saveTerminal } from '~/features/satellite/commands.server';
import { beamInput, satelliteInput, terminalInput } from '~/features/satellite/input';
import { getBeam, getSatellite, getTerminal } from '~/features/satellite/queries.server';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { FormActions } from '~/ui/field';
import { PageBody, PageHead } from '~/ui/page-head';
import { PostButton } from '~/ui/post-button';
import { ItemFields, type Kind, kinds, labelsOf, one } from './item-fields';

function kindOf(params: { kind?: string }): Kind {
  const kind = kinds.find((known) => known === params.kind);
  if (!kind) throw notFound();
  return kind;
}

/** What the form starts with: the row, or the usual figures of a new one. */
async function startOf(ctx: Context, kind: Kind, id: string, satelliteId: string | null) {
  if (id === 'new') {
    if (kind !== 'beams') return { version: 0, efficiency: 0.65 };
    const { id: known } = await getSatellite(ctx, satelliteId ?? '');
    return { version: 0, satelliteId: known, tilt: 45, edgeLossDb: 3, interferenceDb: 16, soldMbps: 0 };
  }
  if (!isId(id)) throw notFound();
  if (kind === 'satellites') return getSatellite(ctx, id);
  if (kind === 'terminals') return getTerminal(ctx, id);
  const { shape, carriers, ...beam } = await getBeam(ctx, id);
  const rates = (direction: string) =>
    carriers
      .filter((carrier) => carrier.direction === direction)
      .map(({ symbolRateMsps }) => symbolRateMsps)
      .join(', ');
  return {
    ...beam,
    corners: (shape.kind === 'circle' ? [[shape.latitude, shape.longitude]] : shape.corners)
      .map((corner) => corner.join(', '))
      .join('\n'),
    radiusKm: shape.kind === 'circle' ? shape.radiusKm : null,
    downRates: rates('down'),
    upRates: rates('up'),
  };
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'offering.manage');
  const kind = kindOf(params);
  const satelliteId = new URL(request.url).searchParams.get('satellite');
  if (kind === 'beams' && params.id === 'new' && !isId(satelliteId ?? '')) throw notFound();
  const values = (await startOf(ctx, kind, params.id ?? '', satelliteId)) as Record<string, unknown> & {
    version: number;
  };
  const isNew = params.id === 'new';
  return {
    kind,
    isNew,
    id: isNew ? newId() : (params.id ?? ''),
    values,
    title: translate(ctx.actor.locale)(`satellite.${isNew ? 'new' : 'edit'}_${one[kind]}`),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const kind = kindOf(params);
  const typed = await readBody(request);
  const name = typeof typed.name === 'string' ? typed.name.slice(0, 80) : '';
  if (typed.intent === 'retire') {
    if (!isId(params.id ?? '')) throw notFound();
    const gone = await retire(ctx, kind, params.id ?? '');
    return gone.ok
      ? redirectWithToast('/satellite', { key: 'satellite.retired', params: { name } })
      : invalid(gone, typed);
  }
  const saved = await save(ctx, kind, typed);
  if (!saved.ok) return invalid(saved, typed);
  return redirectWithToast('/satellite', { key: 'satellite.saved', params: { name } });
}

async function save(ctx: Context, kind: Kind, typed: Record<string, unknown>) {
  if (kind === 'satellites') {
    const input = checkInput(typed, satelliteInput);
    return input.ok ? saveSatellite(ctx, input.value) : input;
  }
  if (kind === 'terminals') {
    const input = checkInput(typed, terminalInput);
    return input.ok ? saveTerminal(ctx, input.value) : input;
  }
  const input = checkInput(typed, beamInput);
  return input.ok ? saveBeam(ctx, input.value) : input;
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function KeepItem() {
  const t = useT();
  const { kind, id, isNew, values, title } = useLoaderData<typeof loader>();
  const { version, ...start } = values;
  const satelliteId = typeof start.satelliteId === 'string' ? { satelliteId: start.satelliteId } : {};
  return (
    <>
      <PageHead title={title} back="/satellite" />
      <PageBody narrow>
        <Card>
          <ActionForm values={start} hidden={{ id, version, ...satelliteId }} labels={labelsOf(t, kind)}>
            <ItemFields kind={kind} />
            <FormActions>
              <SubmitButton>{t('common.save')}</SubmitButton>
              <ButtonLink to="/satellite" variant="ghost">
                {t('common.cancel')}
              </ButtonLink>
            </FormActions>
          </ActionForm>
        </Card>
        {!isNew && (
          <div className="mt-4 flex flex-wrap items-center gap-3">
            <PostButton
              action={`/satellite/${kind}/${id}`}
              fields={{ intent: 'retire', name: String(start.name ?? '') }}
              variant="danger"
            >
              {t('satellite.retire')}
            </PostButton>
            <span className="text-xs text-ink-3">{t('satellite.retire_hint')}</span>
          </div>
        )}
      </PageBody>
    </>
  );
}
