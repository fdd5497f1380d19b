import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { checkInput, readBody } from '~/core/input.server';
import { mailServer } from '~/core/mail.server';
import { isMailAddress } from '~/core/mail-address';
import { invalid } from '~/core/refusals.server';
import { chooseMail, chooseNotices } from '~/features/notices/commands.server';
import { choicesInput, mailInput } from '~/features/notices/input';
import { pushKey } from '~/features/notices/push/devices.server';
import { noticeChoicesOf } from '~/features/notices/queries.server';
import { mutableKinds } from '~/features/notices/rules';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Checkbox } from '~/ui/checkbox';
import { PageBody, PageHead } from '~/ui/page-head';
import { MailCard } from './mail-card';
import { PushCard } from './push-card';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return {
    choices: await noticeChoicesOf(ctx),
    isMailOff: mailServer === null,
    address: isMailAddress(ctx.actor.email) ? ctx.actor.email : null,
    pushKey: pushKey(),
    title: translate(ctx.actor.locale)('notice.settings.title'),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const body = await readBody(request);
  if (body.intent === 'mail') {
    const input = checkInput(body, mailInput);
    if (!input.ok) return invalid(input, body);
    await chooseMail(ctx, input.value);
    return redirectWithToast('/settings/notices', { key: 'mail.done' });
  }
  const input = checkInput(body, choicesInput);
  if (!input.ok) return invalid(input, body);
  await chooseNotices(ctx, input.value.kinds);
  return redirectWithToast('/settings/notices', { key: 'notice.done.choices' });
}

export default function NoticeSettings() {
  const t = useT();
  const { choices, isMailOff, address, pushKey } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead
        title={t('notice.settings.title')}
        back="/settings"
        crumbs={[{ to: '/settings', label: t('settings.title') }]}
      />
      <PageBody narrow>
        <div className="grid gap-4">
          <Card title={t('notice.settings.in_app')}>
            <ActionForm>
              <fieldset className="grid gap-3 max-sm:gap-0 sm:grid-cols-2">
                <legend className="sr-only">{t('notice.settings.kinds')}</legend>
                {mutableKinds.map((kind) => (
                  <Checkbox
                    key={kind}
                    name="kinds"
                    value={kind}
                    defaultChecked={!choices.muted.includes(kind)}
                    label={t(`notice.kind.${kind}`)}
                  />
                ))}
              </fieldset>
              <p className="text-xs text-ink-3">{t('notice.settings.hint')}</p>
              <div>
                <SubmitButton name="intent" value="kinds">
                  {t('common.save')}
                </SubmitButton>
              </div>
            </ActionForm>
          </Card>
          <MailCard choices={choices} isOff={isMailOff} address={address} />
          <PushCard pushKey={pushKey} />
        </div>
      </PageBody>
    </>
  );
}
