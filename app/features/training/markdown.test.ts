import { expect, it } from 'vitest';
import { inlineOf, markdown } from './markdown';

it('reads headings, lists, quotes, tables and code', () => {
  const text =
    '# 一\n\n正文**重点**，\n接着\n\n- 甲\n- 乙\n\n1. 先\n2. 后\n\n> 说\n\n| 档 | 折 |\n|---|---|\n| A | 9 |\n\n```\nx < y\n```\n---';
  expect(markdown(text).map(({ as }) => as)).toEqual([
    'heading',
    'paragraph',
    'list',
    'list',
    'quote',
    'table',
    'code',
    'rule',
  ]);
  expect(markdown(text)[5]).toMatchObject({ rows: [[[{ text: 'A' }], [{ text: '9' }]]] });
});

it('links only to the web and to our own pages; markup stays text', () => {
  expect(inlineOf('[甲](https://example.com/a)')).toMatchObject([{ as: 'link' }]);
  expect(inlineOf('[甲](/learn)')).toMatchObject([{ as: 'link' }]);
  for (const to of ['javascript:alert', '//evil.example', 'data:text/html,x', '/\\evil'])
    expect(inlineOf(`[甲](${to})`)).toMatchObject([{ as: 'text', text: '甲' }]);
  expect(inlineOf('<script>alert(1)</script>')).toEqual([{ as: 'text', text: '<script>alert(1)</script>' }]);
});

it('ends, whatever it is given', () => {
  for (const odd of ['```', '|', '>', '#', '- ', '**', '[', '`', '1.', '****a', '\n\n\n'])
    expect(markdown(odd)).toBeInstanceOf(Array);
  expect(markdown('1.5 倍').length).toBeGreaterThan(0);
});
