import { Marked, type Token, type Tokens } from 'marked';
import { type Block, type Inline, isSafeLink } from './markdown';

// an instance of our own: nobody's extensions reach it
const reader = new Marked({ gfm: true, breaks: false });

const said = (text: string): Inline[] => (text ? [{ as: 'text', text }] : []);
const all = (tokens: Token[] | undefined) => (tokens ?? []).flatMap(inline);

/** Whatever has no drawing of its own, HTML above all, is the text that was written. */
function inline(token: Token): Inline[] {
  switch (token.type) {
    case 'strong':
    case 'em':
    case 'del':
      return [{ as: token.type, of: all(token.tokens) }];
    case 'codespan':
      return [{ as: 'code', text: token.text }];
    case 'br':
      return [{ as: 'break' }];
    case 'link':
      return isSafeLink(token.href) ? [{ as: 'link', to: token.href, of: all(token.tokens) }] : all(token.tokens);
    // pictures are attached to a chapter, not fetched from elsewhere
    case 'image':
      return said(token.text);
    case 'text':
      return token.tokens ? all(token.tokens) : said(token.text);
    case 'escape':
      return said(token.text);
    default:
      return said(token.raw);
  }
}

const cells = (row: Tokens.TableCell[]) => row.map(({ tokens }) => all(tokens));

function block(token: Token): Block[] {
  switch (token.type) {
    case 'space':
    case 'def':
    case 'checkbox':
      return [];
    case 'heading':
      // the first level is the page's
      return [{ as: 'heading', level: Math.min(4, token.depth + 1) as 2 | 3 | 4, of: all(token.tokens) }];
    case 'blockquote':
      return [{ as: 'quote', of: blocks(token.tokens) }];
    case 'list': {
      const { ordered, start, items } = token as Tokens.List;
      return [
        { as: 'list', start: ordered ? Number(start) || 1 : null, items: items.map((one) => blocks(one.tokens)) },
      ];
    }
    case 'table': {
      const { header, rows } = token as Tokens.Table;
      return [{ as: 'table', head: cells(header), rows: rows.map(cells) }];
    }
    case 'code':
      return [{ as: 'code', text: token.text }];
    case 'hr':
      return [{ as: 'rule' }];
    case 'paragraph':
    case 'text':
      return [{ as: 'paragraph', of: token.tokens ? all(token.tokens) : said(token.text) }];
    default:
      return [{ as: 'paragraph', of: said(token.raw.trim()) }];
  }
}
const blocks = (tokens: Token[] | undefined) => (tokens ?? []).flatMap(block);

/** A chapter's Markdown as a tree: what draws it makes elements of it, so no text can become markup. */
export function readMarkdown(source: string): Block[] {
  try {
    return blocks(reader.lexer(source));
  } catch (error) {
    // quotes a thousand deep are more than the lexer's stack holds, and nobody's chapter
    if (error instanceof RangeError) return [{ as: 'code', text: source }];
    throw error;
  }
}
