export type MailBody = {
  /** What a list of mails shows after the subject. */
  preview?: string;
  heading: string;
  lead?: string[];
  facts?: { label: string; value: string }[];
  buttons?: { label: string; url: string; isPrimary?: boolean }[];
  lists?: { title: string; items: { text: string; note?: string | null; url: string }[] }[];
  /** Small, at the end; the last may be a link. */
  footer?: string[];
  footerLink?: { label: string; url: string };
};

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (one) => escapes[one] ?? one);

const font = "-apple-system,'Segoe UI','PingFang SC','Microsoft YaHei',Roboto,Arial,sans-serif";
const ink = { main: '#1a2230', soft: '#5a6575', brand: '#0b57d0', line: '#e3e7ee' };

const paragraph = (text: string, style = '') =>
  `<p style="margin:0 0 12px;font-size:15px;line-height:1.6;color:${ink.main};${style}">${escapeHtml(text)}</p>`;

const fact = ({ label, value }: { label: string; value: string }) =>
  `<tr><td style="padding:6px 16px 6px 0;font-size:14px;color:${ink.soft};vertical-align:top;white-space:nowrap">${escapeHtml(label)}</td>` +
  `<td style="padding:6px 0;font-size:15px;line-height:1.5;color:${ink.main};word-break:break-word">${escapeHtml(value)}</td></tr>`;

const button = ({ label, url, isPrimary }: { label: string; url: string; isPrimary?: boolean }) =>
  `<a href="${escapeHtml(url)}" style="display:inline-block;margin:0 10px 10px 0;padding:12px 22px;border-radius:8px;font-size:15px;font-weight:600;text-decoration:none;` +
  (isPrimary
    ? `background:${ink.brand};border:1px solid ${ink.brand};color:#ffffff">`
    : `background:#ffffff;border:1px solid #b9c2cf;color:${ink.main}">`) +
  `${escapeHtml(label)}</a>`;

const item = ({ text, note, url }: { text: string; note?: string | null; url: string }) =>
  `<li style="margin:0 0 10px;font-size:15px;line-height:1.5;color:${ink.main}"><a href="${escapeHtml(url)}" style="color:${ink.brand};text-decoration:none">${escapeHtml(text)}</a>` +
  `${note ? `<br><span style="font-size:13px;color:${ink.soft}">${escapeHtml(note)}</span>` : ''}</li>`;

/** A mail's two bodies: for programs that draw and for those that only write. No pictures, no scripts, nothing fetched. */
export function mailBody(body: MailBody, lang: 'zh-CN' | 'en'): { text: string; html: string } {
  const { preview, heading, lead = [], facts = [], buttons = [], lists = [], footer = [], footerLink } = body;
  const html = [
    `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">`,
    `<title>${escapeHtml(heading)}</title></head><body style="margin:0;padding:0;background:#f3f5f8;font-family:${font}">`,
    preview
      ? `<div style="display:none;max-height:0;overflow:hidden;font-size:1px;line-height:1px">${escapeHtml(preview)}</div>`
      : '',
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:24px 12px">',
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border:1px solid ${ink.line};border-radius:12px"><tr><td style="padding:28px 24px">`,
    `<h1 style="margin:0 0 16px;font-size:20px;line-height:1.4;font-weight:600;color:${ink.main};word-break:break-word">${escapeHtml(heading)}</h1>`,
    ...lead.map((text) => paragraph(text)),
    facts.length
      ? `<table role="presentation" cellpadding="0" cellspacing="0" style="margin:4px 0 16px">${facts.map(fact).join('')}</table>`
      : '',
    buttons.length ? `<div style="margin:8px 0 4px">${buttons.map(button).join('')}</div>` : '',
    ...lists.map(
      ({ title, items }) =>
        `<h2 style="margin:20px 0 10px;font-size:16px;color:${ink.main}">${escapeHtml(title)}</h2>` +
        `<ul style="margin:0;padding:0 0 0 18px">${items.map(item).join('')}</ul>`,
    ),
    footer.length || footerLink
      ? `<div style="margin-top:20px;padding-top:16px;border-top:1px solid ${ink.line}">${footer
          .map((text) => paragraph(text, `font-size:13px;color:${ink.soft};margin-bottom:6px`))
          .join(
            '',
          )}${footerLink ? `<a href="${escapeHtml(footerLink.url)}" style="font-size:13px;color:${ink.soft}">${escapeHtml(footerLink.label)}</a>` : ''}</div>`
      : '',
    '</td></tr></table></td></tr></table></body></html>',
  ].join('');
  const text = [
    heading,
    ...lead,
    facts.map(({ label, value }) => `${label}: ${value}`).join('\n'),
    buttons.map(({ label, url }) => `${label}:\n${url}`).join('\n\n'),
    ...lists.map(({ title, items }) =>
      [title, ...items.map((one) => `- ${one.text}${one.note ? ` (${one.note})` : ''}\n  ${one.url}`)].join('\n'),
    ),
    [...footer, ...(footerLink ? [`${footerLink.label}: ${footerLink.url}`] : [])].join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n');
  return { text: `${text}\n`, html };
}
