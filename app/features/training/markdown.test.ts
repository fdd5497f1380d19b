import { expect, it } from 'vitest';
import type { Block } from './markdown';
import { readMarkdown } from './markdown.server';

const paragraph = (text: string) => {
  const [block] = readMarkdown(text) as [Extract<Block, { as: 'paragraph' }>];
  return block.of;
};

it('reads headings, lists within lists, quotes, tables and code', () => {
  const text =
    '# 一\n\n正文**重点**，\n接着\n\n- 甲\n  - 甲一\n- 乙\n\n3. 先\n4. 后\n\n> 说\n\n| 档 | 折 |\n|---|---|\n| A | 9 |\n\n```\nx < y & z\n```\n---';
  expect(readMarkdown(text)).toMatchObject([
    { as: 'heading', level: 2 },
    { as: 'paragraph', of: [{ text: '正文' }, { as: 'strong', of: [{ text: '重点' }] }, { text: '，\n接着' }] },
    { as: 'list', start: null, items: [[{ as: 'paragraph' }, { as: 'list' }], [{ as: 'paragraph' }]] },
    { as: 'list', start: 3 },
    { as: 'quote', of: [{ as: 'paragraph' }] },
    { as: 'table', rows: [[[{ text: 'A' }], [{ text: '9' }]]] },
    { as: 'code', text: 'x < y & z' },
    { as: 'rule' },
  ]);
});

it('links only to the web and to our own pages', () => {
  expect(paragraph('[甲](https://example.com/a)')).toMatchObject([{ as: 'link', to: 'https://example.com/a' }]);
  expect(paragraph('[甲](/learn)')).toMatchObject([{ as: 'link', to: '/learn' }]);
  for (const to of ['javascript:alert(1)', '//evil.example', 'data:text/html,x', '/\\evil', 'JaVaScRiPt:x'])
    expect(paragraph(`[甲](${to})`)).toEqual([{ as: 'text', text: '甲' }]);
  expect(paragraph('<javascript:alert(1)>').every(({ as }) => as === 'text')).toBe(true);
  expect(paragraph('![图](https://evil.example/pixel.png)')).toEqual([{ as: 'text', text: '图' }]);
});

it('leaves HTML and what looks like it as text', () => {
  for (const odd of ['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '<!-- x -->', '<b>粗</b>'])
    expect(
      paragraph(odd)
        .map((one) => (one.as === 'text' ? one.text : '?'))
        .join(''),
    ).toBe(odd);
  expect(paragraph('3 < 5 & "6"')).toEqual([{ as: 'text', text: '3 < 5 & "6"' }]);
  expect(paragraph('`a < b`')).toEqual([{ as: 'code', text: 'a < b' }]);
});

it('ends, whatever it is given', () => {
  for (const odd of [
    '```',
    '|',
    '>',
    '#',
    '- ',
    '**',
    '[',
    '`',
    '1.',
    '****a',
    '\n\n\n',
    '>'.repeat(2000),
    '['.repeat(20_000),
    '*a '.repeat(9000),
    '- '.repeat(3000),
  ])
    expect(readMarkdown(odd)).toBeInstanceOf(Array);
});
