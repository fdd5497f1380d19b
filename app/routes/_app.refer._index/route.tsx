import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { checkInput, readBody } from '~/core/input.server';
import { readCursor } from '~/core/paging';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { refused } from '~/core/result';
import { readUpload } from '~/core/upload.server';
import { receiveFile } from '~/features/attachments/receive.server';
import { type Card as BusinessCard, referLead } from '~/features/leads/commands/receive.server';
import { referralInput } from '~/features/leads/input';
import { listReferrals, type Referral } from '~/features/leads/queries/referrals.server';
import { ReferralBar } from '~/features/leads/referral-steps';
import { listRunning } from '~/features/rewards/queries/rules.server';
import { myScore } from '~/features/rewards/queries/scores.server';
import { mySellingLines } from '~/features/rewards/queries/selling-lines.server';
import { earnsNothing } from '~/features/rewards/rules';
import { RunningCard } from '~/features/rewards/running-card';
import { Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { Sprout } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';
import { PointsStrip } from './points-strip';
import { ReferForm } from './refer-form';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'lead.refer');
  const { searchParams } = new URL(request.url);
  const after = searchParams.get('after');
  const [list, score, rules, sellingLines] = await Promise.all([
    listReferrals(ctx, readCursor(after)),
    myScore(ctx),
    listRunning(ctx),
    mySellingLines(ctx),
  ]);
  const { roles } = ctx.actor;
  const sells = earnsNothing(roles, sellingLines, null) === 'selling';
  return {
    id: newId(),
    ...list,
    score,
    rules: sells ? [] : rules.filter(({ milestone }) => milestone.startsWith('referral')),
    sells,
    sellingLines,
    line: searchParams.get('line') ?? '',
    isFirst: !after,
    now: ctx.now,
  };
}

/** A form of fields, or one with the photograph of a card. */
async function readReferral(request: Request) {
  if (!request.headers.get('Content-Type')?.startsWith('multipart/form-data'))
    return { typed: await readBody(request), card: null, refusal: null };
  const { typed, file, refusal } = await readUpload(request, receiveFile);
  const card: BusinessCard | null = file?.smallSha256 ? { sha256: file.sha256, smallSha256: file.smallSha256 } : null;
  return { typed, card, refusal };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'lead.refer');
  const { typed, card, refusal } = await readReferral(request);
  const input = checkInput(typed, referralInput);
  if (!input.ok) return invalid(input, typed);
  if (refusal) return invalid(refused('invalid', { fields: { file: refusal } }), typed);
  const result = await referLead(ctx, input.value, card);
  if (!result.ok) return invalid(result, typed);
  const nothing = earnsNothing(ctx.actor.roles, await mySellingLines(ctx), input.value.line);
  const key = result.value.isKnown ? 'refer.sent_known' : nothing ? `refer.sent_${nothing}` : 'refer.sent';
  return redirectWithToast(paths.referral(result.value.id), { key });
}

export default function Refer() {
  const t = useT();
  const data = useLoaderData<typeof loader>();
  const { id, rows, after, isFirst, now, score, rules } = data;
  return (
    <>
      <PageHead title={t('refer.title')} />
      <PageBody narrow>
        {isFirst && (
          <>
            <PointsStrip score={score} />
            <ReferForm key={id} data={data} />
            {rules.length > 0 && <RunningCard rules={rules} />}
          </>
        )}
        <h2 className="mt-2 text-lg font-semibold">{t('refer.mine')}</h2>
        <Card padded={false}>
          {rows.length === 0 && (
            <EmptyState icon={Sprout} title={t('refer.empty')}>
              {t('refer.empty_hint')}
            </EmptyState>
          )}
          <ul className="divide-y divide-line" aria-label={t('refer.mine')}>
            {rows.map((one) => (
              <li key={one.id}>
                <ReferralItem one={one} now={now} />
              </li>
            ))}
          </ul>
        </Card>
        <Pager before={null} after={after} />
      </PageBody>
    </>
  );
}

function ReferralItem({ one, now }: { one: Referral; now: Date }) {
  const f = useFormat();
  return (
    <Link to={paths.referral(one.id)} className="block px-4 py-3 hover:bg-sunken active:bg-sunken">
      <span className="flex items-baseline gap-2">
        <span className="min-w-0 break-words font-medium">{one.company}</span>
        {one.reached.received && (
          <span className="num ml-auto shrink-0 text-sm text-ink-3">{f.when(one.reached.received, now)}</span>
        )}
      </span>
      <ReferralBar step={one.step} isOver={one.isOver} />
    </Link>
  );
}
