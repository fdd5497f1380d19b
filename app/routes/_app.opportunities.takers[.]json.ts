import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { requirePermission } from '~/core/permissions.server';
import { takersInput } from '~/features/opportunities/input';
import { listTakers } from '~/features/opportunities/takers.server';
import { translate } from '~/locales/translate.server';

/** Who may take the chosen opportunities, for a picker; of somebody who may not take all it says how many. */
export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'opportunity.assign');
  const t = translate(ctx.actor.locale);
  const { ids, q } = takersInput.parse(Object.fromEntries(new URL(request.url).searchParams));
  const takers = await listTakers(ctx, ids, q);
  return json({
    options: takers.map(({ id, name, unitName, accounts, of }) => {
      const part = accounts < of && t('opportunity.takes_part', { n: accounts, of });
      return { value: id, label: name, hint: [part, unitName].filter(Boolean).join(' · ') || undefined };
    }),
  });
}
