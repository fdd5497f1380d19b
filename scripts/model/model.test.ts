import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cellsOf, readTable } from './file';
import { analyseFiles } from './run';

const dir = mkdtempSync(path.join(os.tmpdir(), 'jiketong-model-'));
afterAll(() => rmSync(dir, { recursive: true }));
const file = (name: string, content?: string | Buffer) => {
  const at = path.join(dir, name);
  if (content !== undefined) writeFileSync(at, content);
  return at;
};
const run = async (wishes: Partial<Parameters<typeof analyseFiles>[0]>) => {
  const lines: string[] = [];
  const asked = { target: 'won', positive: 'yes', out: file('out.csv'), ...wishes } as Parameters<
    typeof analyseFiles
  >[0];
  const analysis = await analyseFiles(asked, (line) => lines.push(line));
  return { analysis, text: lines.join('\n'), out: readFileSync(asked.out) };
};
const few = 'a,won\r\n1,yes\r\n2,no\r\n';

describe('the command', () => {
  it('writes each row back byte for byte, in order', async () => {
    const bytes = Buffer.from('\uFEFFa;"n;m"\r\n1;"x ""y"" 单位"\r\n;"line\nbreak"\r\n3\r\n');
    const { out } = await run({ train: file('few.csv', few), predict: file('ask.csv', bytes) });
    expect(out.toString()).toBe(
      '\uFEFFa;"n;m";probability\r\n1;"x ""y"" 单位";0.500000\r\n;"line\nbreak";0.500000\r\n3;;0.500000\r\n',
    );
  });

  it('reads GB18030 and leaves it as it is', async () => {
    const heading = Buffer.from([0xc3, 0xfb, 0xb3, 0xc6]); // two Chinese letters
    const bytes = Buffer.concat([heading, Buffer.from(',a\n'), heading, Buffer.from(',1\n')]);
    expect((await readTable(file('gb.csv', bytes))).names).toEqual(['名称', 'a']);
    const { out } = await run({ train: file('few.csv', few), predict: file('gb.csv', bytes) });
    expect(out.subarray(0, 4).equals(heading)).toBe(true);
  });

  it('refuses with what can be mended', async () => {
    const [train, predict] = [file('few.csv', few), file('ask.csv', 'a\n1\n')];
    await expect(run({ train, predict, positive: 'maybe' })).rejects.toThrow(
      'never occurs in "won". It holds "yes" (1), "no" (1)',
    );
    await expect(run({ train, predict, target: 'gone' })).rejects.toThrow('there is no column "gone". Columns: a, won');
    await expect(run({ train, predict: file('none.csv') })).rejects.toThrow('There is no file');
    await expect(run({ train, predict, out: predict })).rejects.toThrow('overwrite');
  });

  it('splits quoted cells', () => {
    expect(cellsOf('"a,b",c,"say ""hi""",', ',')).toEqual(['a,b', 'c', 'say "hi"', '']);
  });
});
