import { useFormat } from '~/core/i18n';
import { nameIn } from './named';

type Coded = { code: string; name: string; nameEn: string | null };

/** What a field for a certificate's code proposes: `<Input list="certificate-types" />`. */
export function TypeList({ types }: { types: readonly Coded[] }) {
  const f = useFormat();
  return (
    <datalist id="certificate-types">
      {types.map((type) => (
        <option key={type.code} value={type.code} label={nameIn(f.locale, type)} />
      ))}
    </datalist>
  );
}
