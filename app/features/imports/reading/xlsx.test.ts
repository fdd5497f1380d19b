import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { workbookToCsv } from './xlsx.server';
import { sheetNames } from './zip.server';

const dir = mkdtempSync(path.join(os.tmpdir(), 'jiketong-xlsx-'));
afterAll(() => rmSync(dir, { recursive: true }));
const file = (name: string) => path.join(dir, name);

type Entry = { name: string; data: Buffer; says?: number };

/** A zip file of these entries; `says` is the unpacked size it claims. */
function zip(entries: Entry[]) {
  const parts: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const { name, data, says = data.length } of entries) {
    const packed = deflateRawSync(data, { level: 9 });
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(crc32(data), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(says, 18);
    head.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), head, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    list.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), head, place, Buffer.from(name)]));
    parts.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, directory, end]);
}

async function refusalOf(entries: Entry[]) {
  writeFileSync(file('bad.xlsx'), zip(entries));
  return workbookToCsv(file('bad.xlsx'), file('bad.csv'));
}

describe('a workbook', () => {
  it('becomes text: numbers short, days as days, formulas never', async () => {
    const book = await writeXlsxFile([
      [{ value: '名称' }, { value: '金额' }, { value: '日期' }, { value: '备注' }],
      [
        { value: '甲,乙"丙"' },
        { value: 0.1 + 0.2, type: Number },
        { value: new Date('2026-03-01T00:00:00Z'), type: Date, format: 'yyyy-mm-dd' },
        { value: '第一行\n第二行' },
      ],
    ]).toBuffer();
    writeFileSync(file('good.xlsx'), book);
    expect(await workbookToCsv(file('good.xlsx'), file('good.csv'))).toBeNull();
    expect(readFileSync(file('good.csv'), 'utf8')).toBe(
      '名称,金额,日期,备注\n"甲,乙""丙""",0.3,2026-03-01,"第一行\n第二行"\n',
    );
  }, 30_000);

  it('names its sheets in their order', async () => {
    const sheets = Buffer.from(
      '<workbook><sheets><sheet name="客户&amp;联系人" sheetId="2"/><x:sheet sheetId="1" name="&#x4E8C;"/></sheets></workbook>',
    );
    writeFileSync(file('named.xlsx'), zip([{ name: 'xl/workbook.xml', data: sheets }]));
    expect(await sheetNames(file('named.xlsx'))).toEqual(['客户&联系人', '二']);
    writeFileSync(file('nameless.xlsx'), zip([{ name: 'readme.txt', data: Buffer.from('x') }]));
    expect(await sheetNames(file('nameless.xlsx'))).toEqual([]);
  });

  it('is not opened when it would unpack to too much, or lies about how much', async () => {
    const zeros = Buffer.alloc(8 * 1024 * 1024);
    const workbook = { name: 'xl/workbook.xml', data: Buffer.from('<workbook/>') };
    expect(await refusalOf([workbook, { name: 'xl/sheet.xml', data: zeros }])).toBe('suspicious');
    expect(await refusalOf([workbook, { name: 'xl/sheet.xml', data: zeros, says: 1000 }])).toBe('suspicious');
    expect(await refusalOf([workbook, { name: 'xl/sheet.xml', data: Buffer.alloc(10), says: 210 * 1024 * 1024 }])).toBe(
      'too_large_inside',
    );
    const many = Array.from({ length: 1001 }, (_, i) => ({ name: `xl/${i}.xml`, data: Buffer.from('x') }));
    expect(await refusalOf([workbook, ...many])).toBe('too_many_parts');
    expect(await refusalOf([{ name: 'readme.txt', data: Buffer.from('x') }])).toBe('not_xlsx');
    expect(await refusalOf([workbook])).toBe('unreadable');
  }, 30_000);
});
