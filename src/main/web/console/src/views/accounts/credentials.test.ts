import { describe, expect, it } from 'vitest';
import { nameError, passwordError } from './credentials';

describe('nameError', () => {
  it.each([
    ['', 'required'],
    ['me', 'nameReserved'],
    ['Nora', 'nameInvalid'],
    ['诺拉', 'nameInvalid'],
    ['..', 'nameInvalid'],
    ['a'.repeat(65), 'nameInvalid'],
    ['a'.repeat(64), undefined],
    ['night-editor_2.x', undefined],
  ])('says what is wrong with %s', (name, error) => {
    expect(nameError(name)).toBe(error);
  });
});

describe('passwordError', () => {
  it.each([
    ['', 'required'],
    ['eleven-byte', 'tooShort'],
    ['twelve-bytes', undefined],
    ['密码密', 'tooShort'],
    ['密码密码', undefined],
    ['密码'.repeat(12), undefined],
    ['密码'.repeat(12) + 'x', 'tooLong'],
    ['the-very-same', 'isName'],
  ])('counts the bytes of %s', (password, error) => {
    expect(passwordError(password, 'the-very-same')).toBe(error);
  });
});
