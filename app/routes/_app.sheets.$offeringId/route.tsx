import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { linkOrigin } from '~/core/env.server';
import { useLocale, useT } from '~/core/i18n';
import { qrPath } from '~/features/confirmations/qr.server';
import { descriptionIn, nameIn } from '~/features/offerings/named';
import { getSheet } from '~/features/offerings/sheets.server';
import { ButtonLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { Sprout } from '~/ui/icons';
import { Input } from '~/ui/input';
import { PageBody, PageHead } from '~/ui/page-head';
import { ShareButton } from './share-button';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const sheet = await getSheet(ctx, params.offeringId ?? '');
  const link = `${linkOrigin}/product/${sheet.id}`;
  return { sheet, link, qr: qrPath(link) };
}

export default function Sheet() {
  const t = useT();
  const locale = useLocale();
  const { sheet, link, qr } = useLoaderData<typeof loader>();
  const name = nameIn(locale, sheet);
  return (
    <>
      <PageHead title={name} back="/sheets" />
      <PageBody narrow>
        <Card title={t(`line.${sheet.line}`)}>
          <p className="whitespace-pre-wrap break-words">{descriptionIn(locale, sheet) ?? name}</p>
        </Card>
        <Card title={t('sheet.qr')}>
          <svg
            viewBox={`-2 -2 ${qr.side + 4} ${qr.side + 4}`}
            role="img"
            aria-label={t('sheet.qr')}
            className="mx-auto mb-4 block w-56 rounded-md bg-white"
            shapeRendering="crispEdges"
          >
            <path d={qr.path} fill="#000" />
          </svg>
          <div className="grid gap-3">
            <Input readOnly value={link} aria-label={t('sheet.link')} />
            <ShareButton title={name} link={link} />
            <ButtonLink to={`/product/${sheet.id}`} variant="ghost" block>
              {t('sheet.open')}
            </ButtonLink>
          </div>
        </Card>
        <ButtonLink to={`/refer?line=${sheet.line}`} icon={Sprout} size="lg" block>
          {t('sheet.refer')}
        </ButtonLink>
      </PageBody>
    </>
  );
}
