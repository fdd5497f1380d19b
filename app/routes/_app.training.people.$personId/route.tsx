import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useFormat, useT } from '~/core/i18n';
import { HeldCard } from '~/features/certification/held-card';
import { nameIn } from '~/features/certification/named';
import { ProfileFacts } from '~/features/certification/profile-facts';
import { listHeld } from '~/features/certification/queries/certificate.server';
import { getProfile } from '~/features/certification/queries/profile.server';
import { Avatar } from '~/ui/avatar';
import { Badge } from '~/ui/badge';
import { Card } from '~/ui/card';
import { PageBody, PageHead } from '~/ui/page-head';
import { PostButton } from '~/ui/post-button';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const profile = await getProfile(ctx, params.personId ?? '');
  return { profile, held: await listHeld(ctx, profile.id) };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.profile.name }];

export default function Learner() {
  const t = useT();
  const f = useFormat();
  const { profile, held } = useLoaderData<typeof loader>();
  const role = profile.title ?? (profile.role ? t.any(`role.${profile.role}`) : '');
  return (
    <>
      <PageHead title={profile.name} back="/training" crumbs={[{ to: '/training', label: t('training.title') }]} />
      <PageBody className="lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="grid min-w-0 content-start gap-4">
          <div className="flex items-center gap-3">
            <Avatar name={profile.name} size="lg" />
            <div>
              <p className="text-lg font-semibold">{profile.name}</p>
              <p className="text-xs text-ink-3">{[role, profile.unit].filter(Boolean).join(' · ')}</p>
            </div>
          </div>
          <Card title={t('matrix.missing')} note={profile.missing.length || undefined}>
            {profile.missing.length === 0 && <p className="text-ink-3">{t('matrix.nothing_missing')}</p>}
            <ul className="divide-y divide-line">
              {profile.missing.map((one) => (
                <li key={one.code} className="flex min-h-11 flex-wrap items-center gap-2 py-1.5">
                  <span className="font-medium">{nameIn(f.locale, one)}</span>
                  {one.isExpired && <Badge tone="bad">{t('certificate.state.expired')}</Badge>}
                  <span className="ml-auto flex items-center gap-2 text-xs text-ink-3">
                    {one.dueOn && t('certificate.learn_by', { day: f.day(one.dueOn, profile.day) })}
                    {!one.dueOn && (
                      <PostButton
                        action="/training?index"
                        fields={{ people: profile.id, codes: one.code, dueOn: '' }}
                        size="sm"
                        navigate
                      >
                        {t('assign.one')}
                      </PostButton>
                    )}
                  </span>
                </li>
              ))}
            </ul>
          </Card>
          <HeldCard held={held} personId={profile.id} day={profile.day} mayPropose />
        </div>
        <div className="grid min-w-0 content-start gap-5">
          <ProfileFacts profile={profile} />
        </div>
      </PageBody>
    </>
  );
}
