import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { invalid } from '~/core/refusals.server';
import { chooseNotices } from '~/features/notices/commands.server';
import { choicesInput } from '~/features/notices/input';
import { mutedKinds } from '~/features/notices/queries.server';
import { noticeKinds } from '~/features/notices/rules';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Checkbox } from '~/ui/checkbox';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return { muted: await mutedKinds(ctx) };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = await readInput(request, choicesInput);
  if (!input.ok) return invalid(input, input.typed);
  await chooseNotices(ctx, input.value.kinds);
  return redirectWithToast('/settings/notices', { key: 'notice.done.choices' });
}

export default function NoticeSettings() {
  const t = useT();
  const { muted } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead
        title={t('notice.settings.title')}
        back="/settings"
        crumbs={[{ to: '/settings', label: t('settings.title') }]}
      />
      <PageBody narrow>
        <Card title={t('notice.settings.in_app')}>
          <ActionForm>
            <fieldset className="grid gap-3 sm:grid-cols-2">
              <legend className="sr-only">{t('notice.settings.kinds')}</legend>
              {noticeKinds.map((kind) => (
                <Checkbox
                  key={kind}
                  name="kinds"
                  value={kind}
                  defaultChecked={!muted.includes(kind)}
                  label={t(`notice.kind.${kind}`)}
                />
              ))}
            </fieldset>
            <p className="text-xs text-ink-3">{t('notice.settings.hint')}</p>
            <div>
              <SubmitButton>{t('common.save')}</SubmitButton>
            </div>
          </ActionForm>
        </Card>
      </PageBody>
    </>
  );
}
