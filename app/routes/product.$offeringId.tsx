import { data, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useLocale, useT } from '~/core/i18n';
import { ConfirmFrame } from '~/features/confirmations/confirm-frame';
import { hiddenMeta } from '~/features/confirmations/hidden-meta';
import { descriptionIn, nameIn } from '~/features/offerings/named';
import { findPublicSheet } from '~/features/offerings/sheets.server';

export const meta = hiddenMeta;

/** Open to all: what a product is, in words. No price, nothing of ours. */
export async function loader({ params }: LoaderFunctionArgs) {
  const sheet = await findPublicSheet(params.offeringId ?? '');
  return data({ sheet }, { status: sheet ? 200 : 404 });
}

export default function PublicProduct() {
  const t = useT();
  const locale = useLocale();
  const { sheet } = useLoaderData<typeof loader>();
  if (!sheet) return <ConfirmFrame title={t('sheet.title')}>{t('sheet.unknown')}</ConfirmFrame>;
  const name = nameIn(locale, sheet);
  return (
    <ConfirmFrame title={name}>
      <p className="mb-2 text-sm text-ink-3">{[sheet.company, t(`line.${sheet.line}`)].filter(Boolean).join(' · ')}</p>
      <p className="whitespace-pre-wrap break-words">{descriptionIn(locale, sheet) ?? name}</p>
      <p className="mt-5 border-t border-line pt-4 text-sm text-ink-2">{t('sheet.contact')}</p>
    </ConfirmFrame>
  );
}
