import { describe, expect, it } from 'vitest';
import { mailBody } from './body';

describe('a mail body', () => {
  const body = mailBody(
    {
      heading: '<script>alert(1)</script> & "quoted"',
      facts: [{ label: 'Place', value: '<img src=x onerror=alert(1)>' }],
      buttons: [{ label: 'Accept', url: 'https://x.test/a?b=1&c="2"', isPrimary: true }],
      lists: [{ title: 'Today', items: [{ text: 'One', note: '09:30', url: 'https://x.test/1' }] }],
      footer: ['small'],
      footerLink: { label: 'Stop', url: 'https://x.test/stop' },
    },
    'en',
  );

  it('escapes what people wrote', () => {
    expect(body.html).not.toMatch(/<script|<img/);
    expect(body.html).toContain('href="https://x.test/a?b=1&amp;c=&quot;2&quot;"');
  });

  it('says the same as plain text, with every link', () => {
    for (const said of [
      'Place: <img',
      'Accept:\nhttps://x.test/a',
      '- One (09:30)\n  https://x.test/1',
      'Stop: https://x.test/stop',
    ])
      expect(body.text).toContain(said);
    expect(body.text).not.toMatch(/\n{3}/);
  });
});
