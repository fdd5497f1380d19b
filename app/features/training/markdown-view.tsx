import { Fragment, type ReactNode } from 'react';
import { Link } from '~/ui/link';
import type { Block, Inline } from './markdown';

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
  if (one.as === 'del') return <del>{words(one.of)}</del>;
  if (one.as === 'break') return <br />;
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

const blocks = (of: Block[]): ReactNode =>
  of.map((one, at) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: as above
    return <Fragment key={at}>{block(one)}</Fragment>;
  });

function block(one: Block): ReactNode {
  switch (one.as) {
    case 'heading': {
      const Heading = `h${one.level}` as const;
      return <Heading className="mt-2 text-base font-semibold first:mt-0">{words(one.of)}</Heading>;
    }
    case 'paragraph':
      return <p>{words(one.of)}</p>;
    case 'quote':
      return (
        <blockquote className="grid gap-2 border-l-2 border-line-strong pl-3 text-ink-2">{blocks(one.of)}</blockquote>
      );
    case 'list': {
      const items = one.items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <li key={at}>{blocks(item)}</li>
      ));
      return one.start === null ? (
        <ul className="grid list-disc gap-1 pl-5">{items}</ul>
      ) : (
        <ol start={one.start} className="grid list-decimal gap-1 pl-6">
          {items}
        </ol>
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
export function MarkdownView({ body }: { body: Block[] }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 text-base leading-relaxed break-words">{blocks(body)}</div>
  );
}
