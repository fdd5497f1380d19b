import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useFormat } from '~/core/i18n';
import { checked, readBody } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { badRequest, invalid } from '~/core/refusals.server';
import { nameIn } from '~/features/offerings/named';
import { claimCertificate } from '~/features/training/commands/marking.server';
import { handIn, saveAnswer, takeOver } from '~/features/training/commands/sitting.server';
import { answerInput } from '~/features/training/exam-input';
import { getSitting } from '~/features/training/queries/sitting.server';
import { PageBody, PageHead } from '~/ui/page-head';
import { HeldElsewhere, TimeOver } from './held-elsewhere';
import { Paper } from './paper';
import { SittingResult } from './sitting-result';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'training.read');
  const sitting = await getSitting(ctx, params.sittingId ?? '');
  const asked = new URL(request.url).searchParams.get('q');
  const count = sitting.questions.length;
  const firstOpen = sitting.questions.find(({ answer }) => !answer)?.position;
  const at =
    asked === 'end' ? count + 1 : Math.min(Math.max(1, Math.trunc(Number(asked)) || firstOpen || 1), count + 1);
  // what is asked is shown only to the device that answers
  const shown = sitting.state === 'open' && (!sitting.isHere || sitting.isOver) ? [] : sitting.questions;
  return { sitting: { ...sitting, questions: shown }, at, leftMs: sitting.deadlineAt.getTime() - ctx.now.getTime() };
}
export type SittingShown = ReturnType<typeof useLoaderData<typeof loader>>;

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'training.read');
  const id = params.sittingId ?? '';
  const body = await readBody(request);
  if (body.intent === 'answer') {
    const saved = await checked(body, answerInput, (input) => saveAnswer(ctx, id, input));
    if (!saved.ok) return invalid(saved, body);
    return redirect(`${paths.sitting(id)}?q=${Number(body.position) + 1}`);
  }
  if (body.intent === 'claim') {
    const claimed = await claimCertificate(ctx, id);
    return claimed.ok ? redirect(paths.sitting(id)) : invalid(claimed, body);
  }
  if (body.intent !== 'hand_in' && body.intent !== 'take_over') throw badRequest();
  const done = await (body.intent === 'hand_in' ? handIn : takeOver)(ctx, id);
  return done.ok ? redirect(paths.sitting(id)) : invalid(done, body);
}

export default function SittingPage() {
  const f = useFormat();
  const data = useLoaderData<typeof loader>();
  const { sitting } = data;
  const title = nameIn(f.locale, { name: sitting.exam, nameEn: sitting.examEn });
  if (sitting.state === 'open' && !sitting.isOver && sitting.isHere)
    return <Paper key={sitting.id} data={data} title={title} />;
  return (
    <>
      <PageHead title={title} back={paths.exam(sitting.examId)} />
      <PageBody narrow>
        {sitting.state !== 'open' ? (
          <SittingResult sitting={sitting} />
        ) : sitting.isOver ? (
          <TimeOver />
        ) : (
          <HeldElsewhere />
        )}
      </PageBody>
    </>
  );
}
