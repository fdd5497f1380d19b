import { SubmitButton } from '~/ui/button';
import { EndKeysBox } from './end-keys-box';

/** Signs out everywhere, programs too unless they are to go on. */
export function EndAllForm({ intent, label }: { intent: string; label: string }) {
  return (
    <form method="post" className="grid gap-3">
      <input type="hidden" name="intent" value={intent} />
      <EndKeysBox />
      <div>
        <SubmitButton variant="danger">{label}</SubmitButton>
      </div>
    </form>
  );
}
