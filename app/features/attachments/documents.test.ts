import { describe, expect, it } from 'vitest';
import { judgeDocument, nameOf, readAs } from './documents';

/** A zip archive as far as its directory goes: empty entries of these names. */
function zipOf(names: string[]) {
  const local = Buffer.from('PK\x03\x04'.padEnd(30, '\0'), 'latin1');
  const directory = Buffer.concat(
    names.map((name) => {
      const head = Buffer.alloc(46);
      head.writeUInt32LE(0x02014b50, 0);
      head.writeUInt16LE(name.length, 28);
      return Buffer.concat([head, Buffer.from(name)]);
    }),
  );
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(local.length, 16);
  return new Uint8Array(Buffer.concat([local, directory, end]));
}
const ole = (inside = '') =>
  new Uint8Array(
    Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.from(inside, 'utf16le')]),
  );

describe('what a file of a deal is', () => {
  it('goes by its content, not by its name', () => {
    expect(judgeDocument(Buffer.from('%PDF-1.7 …'), '合同.exe')).toEqual({ mime: 'application/pdf' });
    expect(judgeDocument(zipOf(['[Content_Types].xml', 'word/document.xml']), 'a.pdf')).toMatchObject({
      mime: expect.stringContaining('wordprocessingml'),
    });
    expect(judgeDocument(zipOf(['[Content_Types].xml', 'xl/workbook.xml']), 'a')).toMatchObject({
      mime: expect.stringContaining('spreadsheetml'),
    });
    expect(judgeDocument(ole(), '报价.xls')).toEqual({ mime: 'application/vnd.ms-excel' });
  });

  it('refuses programs, pages and broken archives in words', () => {
    const refused = 'document.not_document';
    const cases: [Uint8Array, string, string][] = [
      [Buffer.from('<html><script>alert(1)</script>'), 'a.pdf', refused],
      [Buffer.from('MZ\x90'), 'a.docx', refused],
      [zipOf(['run.exe']), 'a.docx', refused],
      [Buffer.from('PK\x03\x04 and nothing after it'), 'a.docx', refused],
      [zipOf(['[Content_Types].xml', 'xl/workbook.xml']).subarray(0, 60), 'a.xlsx', refused],
      [ole(), 'setup.msi', refused],
      [zipOf(['[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin']), 'a.docx', 'document.macros'],
      [ole('_VBA_PROJECT'), 'a.doc', 'document.macros'],
    ];
    for (const [content, name, refusal] of cases) expect(judgeDocument(content, name)).toEqual({ refusal });
  });

  it('is called by what it is', () => {
    expect(nameOf('合同.PDF', 'application/pdf')).toBe('合同.PDF');
    expect(nameOf('invoice.html', 'application/pdf')).toBe('invoice.html.pdf');
    expect(nameOf('a\u202ecod.exe', 'application/msword')).toBe('acod.exe.doc');
    expect(nameOf('长'.repeat(300), 'application/pdf')).toHaveLength(194);
  });

  it('is a document or a proof, nothing else', () => {
    expect(readAs('contract')).toEqual({ document: 'contract', evidence: null });
    expect(readAs('evidence:bid_bond')).toEqual({ document: null, evidence: 'bid_bond' });
    for (const text of ['', 'evidence:', 'evidence:__proto__', 'x']) expect(readAs(text)).toBeNull();
  });
});
