import { nextTick } from 'vue';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { setLanguage } from '../i18n';
import { mount, press, type } from '../testing';
import LoginForm from './LoginForm.vue';

const loggedIn = vi.fn();
let form: HTMLFormElement;
let username: HTMLInputElement;
let password: HTMLInputElement;

function open(properties: Record<string, unknown> = {}): void {
  const host = mount(LoginForm, { onLoggedIn: loggedIn, ...properties });
  form = host.querySelector('form')!;
  username = form.querySelector('[name=username]')!;
  password = form.querySelector('[name=password]')!;
}

const submit = () => form.dispatchEvent(new Event('submit', { cancelable: true }));
const problem = () => form.querySelector('[role=alert]')?.textContent;

beforeEach(() => {
  localStorage.clear();
  loggedIn.mockClear();
  setLanguage('zh');
});
afterEach(() => vi.unstubAllGlobals());

it('asks for what is missing and sends nothing', async () => {
  // Given
  vi.stubGlobal('fetch', vi.fn());
  open();

  // When
  await type(username, 'lin');
  submit();
  await nextTick();

  // Then
  expect(problem()).toBe('请输入账号名和密码。');
  expect(fetch).not.toHaveBeenCalled();
});

it.each([
  [new Response('{}', { status: 401 }), '账号名或密码不正确。'],
  [new Response('{}', { status: 429, headers: { 'Retry-After': '8' } }), '登录失败次数过多。请在 8 秒后重试。'],
  [new Response('{"detail":"数据库不可用，请稍后重试。"}', { status: 503 }), '暂时无法登录，请稍后重试。数据库不可用，请稍后重试。'],
])('says why a login fails, and forgets the password', async (response, text) => {
  // Given
  vi.stubGlobal('fetch', vi.fn(async () => response));
  open();
  await type(username, 'lin');
  await type(password, 'secret');

  // When
  submit();

  // Then
  await vi.waitFor(() => expect(problem()).toBe(text));
  expect(username.value).toBe('lin');
  expect(password.value).toBe('');
  expect(loggedIn).not.toHaveBeenCalled();
});

it('logs in once, however often it is submitted', async () => {
  // Given
  vi.stubGlobal('fetch', vi.fn(async () => Response.json({ username: 'lin', role: 'editor' })));
  open();
  await type(username, ' lin ');
  await type(password, 'secret');

  // When
  submit();
  submit();

  // Then
  await vi.waitFor(() => expect(loggedIn).toHaveBeenCalledOnce());
  expect(fetch).toHaveBeenCalledOnce();
  expect(vi.mocked(fetch).mock.calls[0]![1]!.body).toBe('{"username":"lin","password":"secret"}');
});

it('begins with the password when it knows the name', () => {
  // When
  open({ username: 'lin' });

  // Then
  expect(document.activeElement).toBe(password);
});

it('is not submitted by the Enter that ends a composition', async () => {
  // Given
  open();

  // When
  const prevented = [await press(username, 'Enter', { isComposing: true }), await press(username, 'Enter')];

  // Then
  expect(prevented).toEqual([true, false]);
});
