import { useFetcher } from '@remix-run/react';
import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import type { Refused } from '~/core/result';
import { Button, IconLink } from '~/ui/button';
import { FormErrors } from '~/ui/form-errors';
import { CircleCheck, CircleX, Pencil, Undo2 } from '~/ui/icons';
import type { CommitmentShown } from './commitment-item';
import { DraftedSaying, Saying } from './commitment-saying';
import { CommitmentWaiting } from './commitment-waiting';
import { commitmentAllows } from './rules';

const faces = { keep: CircleCheck, break: CircleX, reopen: Undo2 };

type CommitmentVerbsProps = { commitment: CommitmentShown; back: string; today: string; isAlone?: boolean };

/** What can be said of a promise: kept, not kept, answered to the customer, with what shows it. */
export function CommitmentVerbs({ commitment, back, today, isAlone = false }: CommitmentVerbsProps) {
  const t = useT();
  const fetcher = useFetcher<Refused>();
  const { id, version, state, text } = commitment;
  const offered = (['keep', 'break', 'reopen'] as const).filter((verb) => commitmentAllows(state, verb));
  const Said = isAlone ? DraftedSaying : Saying;
  return (
    <>
      <CommitmentWaiting id={id} />
      {fetcher.data && !fetcher.data.ok && (
        <div className="w-full">
          <FormErrors refusal={fetcher.data} />
        </div>
      )}
      <fetcher.Form method="post" action="/commitments" className="flex gap-1">
        {Object.entries({ commitmentId: id, version, back, about: text }).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {offered.map((verb) => (
          <Button
            key={verb}
            type="submit"
            size="sm"
            name="verb"
            value={verb}
            icon={faces[verb]}
            variant={verb === 'keep' ? 'secondary' : 'ghost'}
            loading={fetcher.formData?.get('verb') === verb}
          >
            {t(`commitment.${verb}`)}
          </Button>
        ))}
      </fetcher.Form>
      {!isAlone && commitmentAllows(state, 'change') && (
        <IconLink
          icon={Pencil}
          size="sm"
          label={t('commitment.change')}
          to={`${paths.commitment(id)}?${new URLSearchParams({ back })}`}
        />
      )}
      {(['answer', 'prove'] as const)
        .filter((verb) => commitmentAllows(state, verb))
        .map((verb) => (
          <Said key={verb} verb={verb} commitment={commitment} back={back} today={today} />
        ))}
    </>
  );
}
