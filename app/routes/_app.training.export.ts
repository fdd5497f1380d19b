import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { requirePermission } from '~/core/permissions.server';
import { tableFile } from '~/core/table-file.server';
import { readDetails, readLetter } from '~/features/certification/matrix';
import { nameIn } from '~/features/certification/named';
import { companyOf } from '~/features/certification/queries/matrix.server';
import { readMatrix } from '~/features/certification/queries/page.server';
import { translate } from '~/locales/translate.server';

/** The matrix as it is shown, a person a line: where each stands with each certificate. */
export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'certificate.read');
  const { searchParams } = new URL(request.url);
  const company = await companyOf(ctx, Number(searchParams.get('company')) || null);
  const { columns, rows } = (await readMatrix(ctx, company, searchParams)).matrix;
  const { locale } = ctx.actor;
  const t = translate(locale);
  const head = [
    t('matrix.name_head'),
    t('matrix.unit'),
    t('matrix.role'),
    ...columns.map((column) => nameIn(locale, column)),
  ];
  async function* pages() {
    yield rows.map((row) => {
      const details = readDetails(row);
      return [
        row.name,
        row.unit,
        row.title ?? t.any(`role.${row.role}`),
        ...columns.map((_, c) => {
          const standing = readLetter(row.cells[c]);
          const word = standing === 'not_needed' ? '' : t(`matrix.standing.${standing}`);
          const detail = details[c];
          return detail === undefined ? word : `${word} ${detail}${standing === 'learning' ? '%' : ''}`;
        }),
      ];
    });
  }
  const format = searchParams.get('format') === 'csv' ? 'csv' : 'xlsx';
  return tableFile({ fileName: 'certification-matrix', head, pages: pages() }, format);
}
