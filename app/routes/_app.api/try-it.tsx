import { type FormEvent, useState } from 'react';
import { useFormat, useT } from '~/core/i18n';
import { Button } from '~/ui/button';
import { Field } from '~/ui/field';
import { useHydrated } from '~/ui/hydrated';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { Textarea } from '~/ui/textarea';
import { type Answer, AnswerView } from './answer-view';

type Operation = { id: string; method: string; path: string; summary: string; body: string | null; versioned: boolean };

const shownHeaders = ['ETag', 'Location', 'RateLimit', 'Retry-After'];

/** Sends what was put together, with the token that was typed and without the cookies of this page. */
async function send(form: FormData, method: string, language: string): Promise<Answer> {
  const typed = (name: string) => String(form.get(name) ?? '').trim();
  const headers = new Headers({ Authorization: `Bearer ${typed('token')}`, 'Accept-Language': language });
  if (typed('version')) headers.set('If-Match', typed('version'));
  const body = typed('body') || undefined;
  if (body) headers.set('Content-Type', 'application/json');
  const response = await fetch(new URL(typed('path'), window.location.origin).pathname + query(typed('path')), {
    method,
    headers,
    body,
    credentials: 'omit',
  });
  return {
    status: response.status,
    headers: shownHeaders.flatMap((name) => {
      const value = response.headers.get(name);
      return value ? [`${name}: ${value}`] : [];
    }),
    text: pretty(await response.text()),
  };
}

const query = (path: string) => (path.includes('?') ? path.slice(path.indexOf('?')) : '');

function pretty(text: string) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text; // nothing, or not JSON
  }
}

export function TryIt({ operations }: { operations: Operation[] }) {
  const t = useT();
  const { locale } = useFormat();
  const hydrated = useHydrated();
  const [chosen, choose] = useState(operations[0]?.id);
  const [answer, setAnswer] = useState<Answer | 'none' | 'waiting' | null>(null);
  const operation = operations.find(({ id }) => id === chosen);
  if (!operation) return null;
  const { id, method, path, body, versioned } = operation;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setAnswer('waiting');
    setAnswer(await send(form, method, locale).catch(() => 'none' as const)); // no network
  }

  return (
    <form onSubmit={submit} className="grid gap-4">
      <Field name="token" label={t('api.token')} required>
        <Input type="password" autoComplete="off" spellCheck={false} placeholder="jkt_…" />
      </Field>
      <Field name="operation" label={t('api.operation')}>
        <Select
          value={id}
          onChange={(event) => choose(event.target.value)}
          options={operations.map((one) => ({ value: one.id, label: `${one.summary} · ${one.method} ${one.path}` }))}
        />
      </Field>
      <div key={id} className="grid gap-4">
        <Field name="path" label={`${t('api.path')} · ${method}`} required>
          <Input defaultValue={method === 'GET' && !path.includes('{') ? `${path}?limit=5` : path} className="num" />
        </Field>
        {versioned && (
          <Field name="version" label={t('api.version')} required>
            <Input placeholder={'"1"'} className="num" />
          </Field>
        )}
        {body !== null && (
          <Field name="body" label={t('api.body')}>
            <Textarea rows={6} defaultValue={body} className="num text-sm" spellCheck={false} />
          </Field>
        )}
      </div>
      <div>
        <Button type="submit" variant="primary" disabled={!hydrated || answer === 'waiting'}>
          {t('api.send')}
        </Button>
      </div>
      <div aria-live="polite">
        {answer === 'none' && <p className="text-bad-ink">{t('api.no_answer')}</p>}
        {answer !== null && typeof answer === 'object' && <AnswerView answer={answer} />}
      </div>
    </form>
  );
}
