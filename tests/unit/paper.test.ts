import { describe, expect, it, vi } from 'vitest';
import { makePaper, type PaperContent } from '~/core/paper.server';

const paper = (content: PaperContent['content']): PaperContent => ({
  title: '报价单 Q-1',
  author: '浙江电信',
  at: new Date('2026-11-21T02:00:00Z'),
  language: 'zh-CN',
  foot: 'Q-1',
  pageOf: (page, pages) => `第 ${page} 页 / 共 ${pages} 页`,
  content,
});

describe('a paper', () => {
  it('is a PDF with its font in it, the same bytes for the same document', async () => {
    const made = await makePaper(paper([{ text: '互联网专线 100 Mbps，每月 ¥1,200.00' }]));
    expect(made.pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(made.pdf.toString('latin1')).toMatch(/FontFile2/);
    expect(made).toMatchObject({ pages: 1, missing: [] });
    const again = await makePaper(paper([{ text: '互联网专线 100 Mbps，每月 ¥1,200.00' }]));
    expect(again.pdf.equals(made.pdf)).toBe(true);
  });

  it('names what its font has not got', async () => {
    const made = await makePaper(paper([{ text: '㐂 𠮷野 100㎡ 好\u200b的😀' }]));
    expect(made.missing).toEqual(['㐂', '𠮷', '😀']);
  });

  it('reads no file and no address a text names', async () => {
    const fetched = vi.spyOn(globalThis, 'fetch');
    await expect(makePaper(paper([{ image: '/etc/hostname' }]))).rejects.toThrow();
    await expect(makePaper(paper([{ image: 'http://127.0.0.1:9/x.png' }]))).rejects.toThrow();
    expect(fetched).not.toHaveBeenCalled();
  });
});
