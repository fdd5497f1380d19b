import { PrefetchPageLinks, useNavigate } from '@remix-run/react';
import { type AnchorHTMLAttributes, useEffect, useRef, useState } from 'react';

export type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & {
  /** A path of ours, or `?…` on this page; also `tel:` and the like with `reloadDocument`. */
  to: string;
  /** What lies behind is fetched as soon as the pointer rests on it. */
  prefetch?: 'intent' | 'none';
  preventScrollReset?: boolean;
  reloadDocument?: boolean;
};

/**
 * A plain link; `<FollowLinks>` makes of a click a step within the page. Remix's own costs five hooks and a listener
 * each, and a list has hundreds.
 */
export function Link({ to, prefetch, preventScrollReset, reloadDocument, children, ...rest }: LinkProps) {
  return (
    <a
      href={to}
      data-link={reloadDocument ? undefined : preventScrollReset ? 'stay' : ''}
      data-prefetch={prefetch === 'intent' ? '' : undefined}
      {...rest}
    >
      {children}
    </a>
  );
}

/** The link of ours an event is about; what leads elsewhere is the browser's. */
function linkOf({ target }: Event) {
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[data-link]') : null;
  return link && link.origin === location.origin && !link.target && !link.hasAttribute('download') ? link : null;
}
/** Finding a page and its parts takes a phone's processor a tenth of a second: the press is shown first. */
const afterPaint = (work: () => void) => requestAnimationFrame(() => setTimeout(work));
const pathOf = ({ pathname, search, hash }: URL | HTMLAnchorElement) => pathname + search + hash;

/** One listener for every `Link` of the page: follows clicks without loading the document anew, and fetches ahead. */
export function FollowLinks() {
  const navigate = useNavigate();
  const [ahead, setAhead] = useState<string | null>(null);
  const timer = useRef<number>();

  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
      const link = linkOf(event);
      if (!link || event.defaultPrevented || event.button !== 0 || modified) return;
      event.preventDefault();
      setAhead(null);
      const path = pathOf(link);
      const options = { preventScrollReset: link.dataset.link === 'stay', replace: link.href === location.href };
      afterPaint(() => navigate(path, options));
    };
    const point = (event: Event) => {
      const link = linkOf(event);
      window.clearTimeout(timer.current);
      if (!link) setAhead(null);
      else if ('prefetch' in link.dataset) timer.current = window.setTimeout(() => setAhead(pathOf(link)), 100);
    };
    document.addEventListener('click', follow);
    document.addEventListener('pointerover', point);
    document.addEventListener('focusin', point);
    return () => {
      document.removeEventListener('click', follow);
      document.removeEventListener('pointerover', point);
      document.removeEventListener('focusin', point);
    };
  }, [navigate]);

  return ahead ? <PrefetchPageLinks page={ahead} /> : null;
}
