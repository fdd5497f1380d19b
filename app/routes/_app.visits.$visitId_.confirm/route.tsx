import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { env } from '~/core/env.server';
import { useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { askConfirmation } from '~/features/confirmations/commands.server';
import { askInput } from '~/features/confirmations/input';
import { qrPath } from '~/features/confirmations/qr.server';
import { mayConfirm } from '~/features/confirmations/rules';
import { listContactsOf } from '~/features/contacts/queries.server';
import { getVisit, listAttendees } from '~/features/visits/queries/detail.server';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field } from '~/ui/field';
import { QrCode } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { Select } from '~/ui/select';
import { CodeCard } from './code-card';
import { ConfirmedCard } from './confirmed-card';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const id = params.visitId!;
  const [{ visit, account }, attendees] = await Promise.all([getVisit(ctx, id), listAttendees(ctx, id)]);
  requirePermission(ctx.actor, 'visit.log', visit);
  const contacts = await listContactsOf(ctx, visit.accountId);
  return {
    visit: { id, purpose: visit.purpose },
    confirmed: visit.confirmedAt && {
      at: visit.confirmedAt,
      rating: visit.confirmedRating,
      comment: visit.confirmedComment,
      who: contacts.find((one) => one.id === visit.confirmedContactId)?.name ?? null,
    },
    accountName: account?.name ?? null,
    mayAsk: mayConfirm(visit),
    contacts: contacts.map(({ id, name }) => ({ value: id, label: name })),
    met: attendees.find((one) => one.contactId)?.contactId ?? null,
    now: ctx.now,
    title: translate(ctx.actor.locale)('confirmation.title'),
  };
}
export type ConfirmData = ReturnType<typeof useLoaderData<typeof loader>>;
export type Code = { digits: string; address: string; qr: { path: string; side: number }; expiresAt: Date };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = await readInput(request, askInput);
  if (!input.ok) return invalid(input, input.typed);
  const asked = await askConfirmation(ctx, params.visitId!, input.value);
  if (!asked.ok) return invalid(asked, input.typed);
  const { token, digits, expiresAt } = asked.value;
  const origin = env.ORIGIN ? new URL(env.ORIGIN) : new URL(request.url);
  const qr = qrPath(`${origin.origin}/confirm/${token}`);
  const code: Code = { digits, address: `${origin.host}/confirm`, qr, expiresAt };
  return data({ code });
}

/** Asks the customer to confirm the visit by their own phone, and waits for it. */
export default function AskToConfirm() {
  const t = useT();
  const page = useLoaderData<typeof loader>();
  const code = useActionData<{ code?: Code }>()?.code;
  const { visit, confirmed, accountName, mayAsk, contacts, met } = page;
  return (
    <>
      <PageHead
        title={t('confirmation.title')}
        back={paths.visit(visit.id)}
        crumbs={[{ to: paths.visit(visit.id), label: accountName ?? visit.purpose }]}
      />
      <PageBody narrow>
        <div className="grid gap-4">
          {confirmed && <ConfirmedCard confirmed={confirmed} now={page.now} />}
          {!confirmed && code && <CodeCard code={code} />}
          {!confirmed && !mayAsk && <p className="text-ink-2">{t('confirmation.too_early')}</p>}
          {mayAsk && (
            <Card>
              <ActionForm values={{ contactId: met }} labels={{ contactId: t('confirmation.who') }}>
                {!code && <p className="text-ink-2">{t('confirmation.explain')}</p>}
                {contacts.length > 0 && (
                  <Field name="contactId" label={t('confirmation.who')}>
                    <Select options={contacts} placeholder={t('confirmation.anyone')} />
                  </Field>
                )}
                <SubmitButton icon={QrCode} variant={code ? 'secondary' : 'primary'} size="lg">
                  {code ? t('confirmation.make_again') : t('confirmation.make')}
                </SubmitButton>
              </ActionForm>
            </Card>
          )}
        </div>
      </PageBody>
    </>
  );
}
