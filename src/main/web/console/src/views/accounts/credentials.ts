/** What is wrong with the name or the password of an account, before the API says so: a key of the view's texts. */
export type NameError = 'required' | 'nameInvalid' | 'nameReserved';
export type PasswordError = 'required' | 'tooShort' | 'tooLong' | 'isName';

const NAME = /^(?!\.+$)[a-z0-9._-]{1,64}$/;
const MIN_BYTES = 12;
/** The service hashes passwords with bcrypt, which ignores everything after that. */
const MAX_BYTES = 72;

export function nameError(name: string): NameError | undefined {
  if (!name) {
    return 'required';
  }
  if (name === 'me') {
    return 'nameReserved';
  }
  return NAME.test(name) ? undefined : 'nameInvalid';
}

export function passwordError(password: string, name: string): PasswordError | undefined {
  if (!password) {
    return 'required';
  }
  const bytes = new TextEncoder().encode(password).length;
  if (bytes < MIN_BYTES || bytes > MAX_BYTES) {
    return bytes < MIN_BYTES ? 'tooShort' : 'tooLong';
  }
  return password === name ? 'isName' : undefined;
}
