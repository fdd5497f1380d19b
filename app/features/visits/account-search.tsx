import { Form, useSubmit } from '@remix-run/react';
import { useRef } from 'react';
import { useT } from '~/core/i18n';
import { Button } from '~/ui/button';
import { Search } from '~/ui/icons';

type AccountSearchProps = {
  q: string;
  /** Parameters of the page that outlive the search. */
  keep: Record<string, string>;
};

const pauseMs = 200;

/** Answers while typing, or after a press of Enter before JavaScript. */
export function AccountSearch({ q, keep }: AccountSearchProps) {
  const t = useT();
  const submit = useSubmit();
  const waiting = useRef<number>();
  return (
    <Form
      role="search"
      className="relative flex gap-2"
      onChange={(event) => {
        const form = event.currentTarget;
        window.clearTimeout(waiting.current);
        waiting.current = window.setTimeout(() => submit(form, { replace: true }), pauseMs);
      }}
    >
      {Object.entries(keep).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Search className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-[16px] text-ink-3" />
      <input
        type="search"
        name="q"
        defaultValue={q}
        aria-label={t('visit.search_account')}
        placeholder={t('visit.search_account')}
        maxLength={100}
        autoComplete="off"
        data-key="/"
        className="control !h-11 !pl-10"
      />
      <span className="hidden noscript:block">
        <Button type="submit" size="lg">
          {t('common.search')}
        </Button>
      </span>
    </Form>
  );
}
