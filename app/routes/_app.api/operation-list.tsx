import { useT } from '~/core/i18n';

type Operation = { id: string; method: string; path: string; summary: string; scope: string };

export function OperationList({ operations }: { operations: Operation[] }) {
  const t = useT();
  return (
    <ul className="divide-y divide-line">
      {operations.map(({ id, method, path, summary, scope }) => (
        <li
          key={id}
          className="grid gap-x-3 gap-y-0.5 px-4 py-2 sm:grid-cols-[3.5rem_minmax(0,5fr)_minmax(0,4fr)_minmax(0,3fr)] sm:items-baseline"
        >
          <span className="num text-sm font-semibold">{method}</span>
          <code className="num min-w-0 text-sm break-all">{path}</code>
          <span className="text-sm text-ink-2">{summary}</span>
          <span className="text-xs text-ink-3">
            {t('api.scope')} <code className="num">{scope}</code>
          </span>
        </li>
      ))}
    </ul>
  );
}
