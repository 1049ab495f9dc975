import { beforeEach, expect, it } from 'vitest';
import type { ApiProblem } from '../api/client';
import { setLanguage } from '../i18n';
import { mount } from '../testing';
import ProblemAlert from './ProblemAlert.vue';

const problem = (status: number, detail: string, violations: ApiProblem['violations'] = []): ApiProblem => ({ status, title: '', detail, violations });

beforeEach(() => setLanguage('zh'));

it.each([
  [problem(0, ''), '无法连接服务。请检查网络后重试。'],
  [problem(400, '文件是空的：第一行必须是列名。'), '文件是空的：第一行必须是列名。'],
  [problem(400, '请求有 1 处错误，见 problems。', [{ field: 'zone', message: '必须是时区名称' }]), '请改正以下内容：'],
  [problem(403, '当前账号的角色不允许此操作。'), '您的角色不允许此操作。请联系管理员。'],
  [problem(409, '这次导入已经撤销。'), '这次导入已经撤销。'],
  [problem(412, '版本已变化'), '内容已被其他人修改。请刷新后重试。'],
  [problem(500, '服务出错，原因见服务日志。'), '操作失败（500）。服务出错，原因见服务日志。'],
  [problem(503, '其他人正在修改规则，请稍后重试。'), '其他人正在修改规则，请稍后重试。'],
  [problem(504, ''), '服务暂时繁忙或数据库不可用。请稍后重试。'],
])('says in plain words what is wrong', (shown, text) => {
  // When
  const alert = mount(ProblemAlert, { problem: shown });

  // Then
  expect(alert.querySelector('.el-alert__title')!.textContent).toBe(text);
  expect([...alert.querySelectorAll('li')].map(({ textContent }) => textContent)).toEqual(
    shown.violations.map(({ field, message }) => `${field} ${message}`),
  );
});
