import { describe, expect, it } from 'vitest';
import { format } from '../../i18n';
import type { Translate } from './explain';
import { changeText, scheduleChanges } from './schedule-changes';
import texts from './texts';

const zh: Translate = (key, values = {}) => format(texts.zh[key], values);
const en: Translate = (key, values = {}) => format(texts.en[key], values);

describe('the differences between two schedules', () => {
  it('are told in the order of the page', () => {
    const before = {
      zone: 'Asia/Shanghai',
      week: { monday: ['09:00-18:00'], friday: ['09:00-12:00', '13:00-18:00'] },
      dates: [{ date: '2027-02-05', open: [], note: '春节' }, { date: '2027-05-01', open: [] }, { date: '2027-10-01', open: [] }],
    };
    const after = {
      zone: 'Asia/Tokyo',
      week: { friday: ['09:00-12:00', '13:00-18:00'], saturday: ['22:00-02:00'] },
      dates: [
        { date: '2027-10-01', open: [] },
        { date: '2027-02-05', last: '2027-02-12', open: ['10:00-12:00'], note: '春节' },
        { date: '2027-02-14', like: 'monday' },
      ],
    };

    const sentences = scheduleChanges(before, after).map((change) => changeText(zh, change));

    expect(sentences).toEqual([
      '时区：Asia/Shanghai → Asia/Tokyo',
      '周一：09:00-18:00 → 休息',
      '周六：休息 → 22:00-02:00',
      '特殊日期：2027-02-05（春节） 休息 → 2027-02-05 至 2027-02-12（春节） 10:00-12:00',
      '增加特殊日期：2027-02-14 按周一营业',
      '删除特殊日期：2027-05-01 休息',
    ]);
  });

  it('are told in English, too', () => {
    const [change] = scheduleChanges({ zone: 'UTC' }, { zone: 'UTC', week: { monday: ['9:00-18:00'] } });

    expect(changeText(en, change!)).toBe('Monday: Closed → 09:00-18:00');
  });

  it('are none between two spellings of the same schedule', () => {
    const changes = scheduleChanges({ zone: 'UTC', dates: null }, { zone: 'UTC', week: { monday: [] }, dates: [] });

    expect(changes).toEqual([]);
  });
});
