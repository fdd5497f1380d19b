import { Fragment, type ReactNode } from 'react';
import { Link } from '~/ui/link';
import { type Block, type Inline, markdown } from './markdown';

const words = (of: Inline[]): ReactNode =>
  of.map((one, at) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other name, and it never changes in place
    return <Fragment key={at}>{word(one)}</Fragment>;
  });

function word(one: Inline): ReactNode {
  if (one.as === 'text') return one.text;
  if (one.as === 'code') return <code className="rounded bg-sunken px-1">{one.text}</code>;
  if (one.as === 'strong') return <strong>{words(one.of)}</strong>;
  if (one.as === 'em') return <em>{words(one.of)}</em>;
  const look = 'text-brand-ink underline';
  return one.to.startsWith('/') ? (
    <Link to={one.to} className={look}>
      {words(one.of)}
    </Link>
  ) : (
    <a href={one.to} target="_blank" rel="noopener noreferrer" className={look}>
      {words(one.of)}
    </a>
  );
}

function block(one: Block): ReactNode {
  switch (one.as) {
    case 'heading': {
      const Heading = `h${one.level}` as const;
      return <Heading className="mt-2 text-base font-semibold first:mt-0">{words(one.of)}</Heading>;
    }
    case 'paragraph':
      return <p>{words(one.of)}</p>;
    case 'quote':
      return <blockquote className="border-l-2 border-line-strong pl-3 text-ink-2">{words(one.of)}</blockquote>;
    case 'list': {
      const List = one.ordered ? 'ol' : 'ul';
      return (
        <List className={one.ordered ? 'grid list-decimal gap-1 pl-6' : 'grid list-disc gap-1 pl-5'}>
          {one.items.map((item, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <li key={at}>{words(item)}</li>
          ))}
        </List>
      );
    }
    case 'table':
      return (
        <div className="overflow-x-auto">
          <table className="w-full border-collapse text-left">
            <thead>
              <tr>{one.head.map((cell, at) => cellOf('th', cell, at))}</tr>
            </thead>
            <tbody>
              {one.rows.map((row, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <tr key={at}>{row.map((cell, n) => cellOf('td', cell, n))}</tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    case 'code':
      return <pre className="overflow-x-auto rounded-md bg-sunken p-3 text-sm">{one.text}</pre>;
    case 'rule':
      return <hr className="border-line" />;
  }
}
const cellOf = (As: 'th' | 'td', cell: Inline[], at: number) => (
  <As key={at} className="border-b border-line py-1.5 pr-4 align-top">
    {words(cell)}
  </As>
);

/** A chapter's text. Elements are made of its tree: no text becomes markup. */
export function MarkdownView({ source }: { source: string }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 text-base leading-relaxed break-words">
      {markdown(source).map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <Fragment key={at}>{block(one)}</Fragment>
      ))}
    </div>
  );
}
