import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { checkInput } from '~/core/input.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { tableFile } from '~/core/table-file.server';
import { payrollInput } from '~/features/rewards/input';
import { listPayroll } from '~/features/rewards/queries/scores.server';
import { translate } from '~/locales/translate.server';

/** What the payroll needs of a closed quarter: who, how many, how much in yuan. */
export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'reward.manage');
  const input = checkInput(Object.fromEntries(new URL(request.url).searchParams), payrollInput);
  if (!input.ok) throw notFound();
  const { company, quarter } = input.value;
  const rows = await listPayroll(ctx, company, quarter);
  const t = translate(ctx.actor.locale);
  const head = [
    t('reward.export_no'),
    t('reward.person'),
    t('reward.person_unit'),
    t('reward.export_entries'),
    t('reward.export_yuan'),
  ];
  async function* pages() {
    yield rows.map((row) => [row.employeeNo, row.name, row.unit, row.entries, row.points]);
  }
  return tableFile({ fileName: `rewards-${quarter}`, head, pages: pages() }, 'xlsx');
}
