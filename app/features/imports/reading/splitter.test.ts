import { describe, expect, it } from 'vitest';
import { detectDelimiter } from './delimiter';
import { RecordSplitter } from './splitter';

function split(text: string, step = text.length) {
  const splitter = new RecordSplitter(',');
  const records = [];
  for (let at = 0; at < text.length; at += Math.max(step, 1)) records.push(...splitter.push(text.slice(at, at + step)));
  return [...records, ...splitter.push('', true)].map(
    ({ line, text, problem }) => `${line}${problem ? `!${problem}` : ''} ${text}`,
  );
}

describe('records', () => {
  const text = 'a,b\r\n"x\ny",2\r3,"say ""hi"""\n\n  \nlast,"q",\r\n';
  const expected = ['1 a,b', '2 "x\ny",2', '4 3,"say ""hi"""', '7 last,"q",'];

  it('end at line ends of any kind, outside quotes, without blank lines', () => expect(split(text)).toEqual(expected));

  it.each([1, 2, 3, 5, 7])('are the same however the text arrives (%i letters at a time)', (step) => {
    expect(split(text, step)).toEqual(expected);
  });

  it('lose only the line whose quote does not close', () => {
    expect(split('a\n"b,1\nc,2\n5" pipe,3\nd,4')).toEqual(['1 a', '2!quote "b,1', '3 c,2', '4 5" pipe,3', '5 d,4']);
  });

  it('give up on a quote that runs on for hundreds of lines', () => {
    const lines = Array.from({ length: 2000 }, (_, i) => `row ${i}`);
    const records = split(`"open,\n${lines.join('\n')}\n`, 1000);
    expect(records).toHaveLength(2001);
    expect(records[0]).toBe('1!quote "open,');
  });
});

describe('the delimiter', () => {
  it.each([
    ['a,b,c\n1,2,3', ','],
    ['a;b;c\n1;2,5;3', ';'],
    ['a\tb\n"x;y"\t2', '\t'],
    ['a|b|c\n1|2|3', '|'],
    ['名称\n甲', ','],
  ])('of %j', (text, delimiter) => expect(detectDelimiter(text)).toBe(delimiter));
});
