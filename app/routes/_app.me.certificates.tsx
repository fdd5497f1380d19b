import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { nameIn } from '~/features/certification/named';
import { listCertificatesOf } from '~/features/certification/queries/certificate.server';
import { listOpenOf } from '~/features/certification/queries/evidence.server';
import { listMissing } from '~/features/certification/queries/needs.server';
import { stateOf } from '~/features/certification/rules';
import { CertificateState } from '~/features/certification/state';
import { listWaysTo } from '~/features/training/queries/learner.server';
import { translate } from '~/locales/translate.server';
import { Badge } from '~/ui/badge';
import { ButtonLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { GraduationCap, Hourglass, Plus } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const day = today(ctx.now);
  const [certificates, waiting, missing] = await Promise.all([
    listCertificatesOf(ctx, ctx.actor.personId),
    listOpenOf(ctx, ctx.actor.personId),
    listMissing(ctx, ctx.actor.personId, new URL(request.url).searchParams.get('want')),
  ]);
  const ways = await listWaysTo(
    ctx,
    missing.map(({ code }) => code),
  );
  return {
    title: translate(ctx.actor.locale)('certificate.mine'),
    certificates: certificates.map((one) => ({ ...one, state: stateOf(one, day) })),
    waiting,
    missing: missing.map((one) => ({ ...one, way: ways.find(({ code }) => code === one.code) })),
    mayHandIn: can(ctx.actor, 'certificate.propose'),
    now: ctx.now.toISOString(),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function MyCertificates() {
  const t = useT();
  const f = useFormat();
  const { certificates, waiting, missing, mayHandIn, now } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead
        title={t('certificate.mine')}
        primary={mayHandIn ? { to: '/certificates/new', label: t('proof.hand_in'), icon: Plus, kbd: 'C' } : undefined}
      />
      <PageBody narrow>
        {missing.length > 0 && (
          <Card title={t('certificate.missing')} note={missing.length}>
            <ul className="grid gap-2">
              {missing.map((one) => (
                <li key={one.code} className="flex min-h-9 flex-wrap items-center gap-2 max-sm:min-h-11">
                  <span className="font-medium">{nameIn(f.locale, one)}</span>
                  {one.level > 1 && <span className="text-ink-3">{t('certificate.level', { n: one.level })}</span>}
                  <span className="ml-auto text-xs text-ink-3">
                    {one.dueOn
                      ? t('certificate.learn_by', { day: f.day(one.dueOn, now) })
                      : t(one.isExpired ? 'certificate.state.expired' : 'certificate.not_held')}
                  </span>
                  {one.way && (
                    <ButtonLink
                      size="sm"
                      to={one.way.courseId ? paths.course(one.way.courseId) : paths.exam(one.way.examId)}
                    >
                      {t('certificate.to_learn')}
                    </ButtonLink>
                  )}
                </li>
              ))}
            </ul>
          </Card>
        )}
        {certificates.length + waiting.length === 0 && (
          <EmptyState icon={GraduationCap} title={t('certificate.none_title')}>
            {t('certificate.none_hint')}
          </EmptyState>
        )}
        <ul className="grid gap-3">
          {waiting.map((one) => (
            <li key={one.id} className="flex flex-wrap items-center gap-2 rounded-lg border border-line bg-surface p-4">
              <span className="font-semibold">{nameIn(f.locale, one)}</span>
              <span className="ml-auto">
                <Badge icon={Hourglass}>{t('proof.waiting')}</Badge>
              </span>
            </li>
          ))}
          {certificates.map((one) => (
            <li key={one.id}>
              <Link
                to={paths.certificate(one.id)}
                className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border border-line bg-surface p-4 hover:border-line-strong"
              >
                <span className="min-w-0 flex-1">
                  <span className="block font-semibold">
                    {nameIn(f.locale, one)}
                    {(one.topLevel ?? 1) > 1 && ` · ${t('certificate.level', { n: one.level })}`}
                  </span>
                  <span className="num block text-xs text-ink-3">{one.number}</span>
                </span>
                <span className="grid justify-items-end gap-1">
                  <CertificateState state={one.state} />
                  <span className="text-xs text-ink-3">
                    {one.validUntil
                      ? t('certificate.until', { day: f.day(one.validUntil, now) })
                      : t('certificate.for_good')}
                  </span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </PageBody>
    </>
  );
}
