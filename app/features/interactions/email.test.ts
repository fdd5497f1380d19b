import { describe, expect, it } from 'vitest';
import { mailMoment, readMail, whoseMail } from './email';

describe('mailMoment', () => {
  it.each([
    ['Mon, 23 Nov 2026 02:30:00 +0000', '2026-11-23T10:30'],
    ['Mon, 23 Nov 2026 10:30:00 +0800 (CST)', '2026-11-23T10:30'],
    ['2026年11月23日(星期一) 上午10:30', '2026-11-23T10:30'],
    ['2026年11月23日 星期一 下午 3:05', '2026-11-23T15:05'],
    ['2026-11-23 10:30:12', '2026-11-23T10:30'],
    ['2026/1/3 9:05', '2026-01-03T09:05'],
    ['Monday, November 23, 2026 12:30 AM', '2026-11-23T00:30'],
    ['23 Nov 2026 3:05 PM', '2026-11-23T15:05'],
    ['yesterday', null],
    ['2026-02-31 10:30', null],
    ['2026-11-23 29:70', null],
  ])('%s', (text, at) => expect(mailMoment(text)).toBe(at));
});

describe('readMail', () => {
  it('reads the headers of Chinese programs', () => {
    const mail = readMail(
      '-----原始邮件-----\n发件人：沈国强 <Shen@Bank.cn>\n发送时间：2026年11月20日 16:08\n收件人: 王芳 <wang@op.cn>; 李晓梅 <li@op.cn>\n抄送: \n主题: 回复：双链路方案\n\n王经理：\n方案已收到。',
    );
    expect(mail).toEqual({
      from: ['shen@bank.cn'],
      to: ['wang@op.cn', 'li@op.cn'],
      subject: '回复：双链路方案',
      at: '2026-11-20T16:08',
      text: '王经理：\n方案已收到。',
    });
  });

  it('reads those of English ones, folded lines and stars too', () => {
    const mail = readMail(
      '> *From:* Shen <shen@bank.cn>\r\nSent: Friday, November 20, 2026 4:08 PM\r\nTo: Wang <wang@op.cn>,\r\n  Li <li@op.cn>\r\nSubject: Re: two lines\r\n\r\nReceived.\r\nFrom: here on',
    );
    expect(mail).toMatchObject({ to: ['wang@op.cn', 'li@op.cn'], subject: 'Re: two lines', at: '2026-11-20T16:08' });
    expect(mail?.text).toBe('Received.\nFrom: here on');
  });

  it('is null for what is no mail, and never stumbles over nonsense', () => {
    for (const text of ['', '你好', 'to: be or not', '👍', ':'.repeat(5000), `From${' '.repeat(5000)}`]) {
      expect(readMail(text)).toBeNull();
    }
    expect(readMail('From: nobody\nDate: soon\n')).toEqual({ from: [], to: [], subject: null, at: null, text: '' });
  });

  it('tells whose mail it is by address', () => {
    const contacts = [
      { id: 'a', email: null },
      { id: 'b', email: 'Shen@bank.cn' },
    ];
    const mail = (from: string, to: string) => readMail(`From: ${from}\nTo: ${to}\nSubject: x`)!;
    expect(whoseMail(mail('shen@BANK.cn', 'wang@op.cn'), contacts, 'wang@op.cn')).toEqual({
      contactId: 'b',
      direction: 'in',
    });
    expect(whoseMail(mail('wang@op.cn', 'shen@bank.cn'), contacts, 'wang@op.cn')).toEqual({
      contactId: 'b',
      direction: 'out',
    });
    expect(whoseMail(mail('x@y.cn', 'Wang@op.cn'), contacts, 'wang@OP.cn')).toEqual({
      contactId: null,
      direction: 'in',
    });
    expect(whoseMail(mail('x@y.cn', 'z@y.cn'), contacts, 'wang@op.cn')).toEqual({ contactId: null, direction: 'out' });
  });
});
