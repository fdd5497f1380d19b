import { type Refused, refused } from '~/core/result';
import { isEasilyGuessed } from './password';

let list: Promise<ReadonlySet<string>> | undefined;

/** Fifty thousand passwords out of leaks, read when the first new password is judged. */
const knownPasswords = () => {
  list ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common']));
  return list;
};

/** The refusal of a password that is known or made of the person's own names; null when it may be used. */
export async function refuseKnown(password: string, own: string[]): Promise<Refused | null> {
  return isEasilyGuessed(password, await knownPasswords(), [...own, 'jiketong'])
    ? refused('invalid', { fields: { password: 'access.password_known' } })
    : null;
}
