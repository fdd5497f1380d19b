import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { nameIn } from '~/features/certification/named';
import { type Evidence, listDecided, listWaiting } from '~/features/certification/queries/evidence.server';
import { TrainingTabs } from '~/features/training/training-tabs';
import { translate } from '~/locales/translate.server';
import { Badge } from '~/ui/badge';
import { Section } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { Stamp } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'certificate.decide');
  const [waiting, decided] = await Promise.all([listWaiting(ctx), listDecided(ctx)]);
  return {
    waiting,
    decided,
    now: ctx.now.toISOString(),
    title: translate(ctx.actor.locale)('proof.title'),
    mayManage: can(ctx.actor, 'certificate.manage'),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

function Papers({
  list,
}: {
  list: Pick<Evidence, 'id' | 'name' | 'nameEn' | 'person' | 'proposer' | 'proposedAt' | 'isAccepted'>[];
}) {
  const t = useT();
  const f = useFormat();
  const { now } = useLoaderData<typeof loader>();
  return (
    <ul className="grid gap-2">
      {list.map((one) => (
        <li key={one.id}>
          <Link
            to={paths.evidence(one.id)}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border border-line bg-surface px-4 py-3 hover:border-line-strong"
          >
            <span className="min-w-0 flex-1">
              <span className="block font-medium">
                {one.person} · {nameIn(f.locale, one)}
              </span>
              <span className="block text-xs text-ink-3">
                {t('proof.handed_in_by', { who: one.proposer ?? '' })} · {f.when(one.proposedAt, now)}
              </span>
            </span>
            {one.isAccepted === null && <Badge tone="warn">{t('proof.waiting')}</Badge>}
            {one.isAccepted !== null && (
              <Badge tone={one.isAccepted ? 'ok' : 'bad'}>
                {t(one.isAccepted ? 'proof.accepted' : 'proof.refused')}
              </Badge>
            )}
          </Link>
        </li>
      ))}
    </ul>
  );
}

export default function EvidenceList() {
  const t = useT();
  const { waiting, decided, mayManage } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t('training.title')} tabs={<TrainingTabs mayManage={mayManage} waiting={waiting.length} />} />
      <PageBody narrow>
        {waiting.length === 0 && (
          <EmptyState icon={Stamp} title={t('proof.none_title')}>
            {t('proof.none_hint')}
          </EmptyState>
        )}
        <Papers list={waiting} />
        {decided.length > 0 && (
          <Section title={t('proof.recent')}>
            <Papers list={decided} />
          </Section>
        )}
      </PageBody>
    </>
  );
}
