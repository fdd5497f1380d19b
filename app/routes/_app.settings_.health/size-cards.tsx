import { useFormat, useT } from '~/core/i18n';
import { bytesText } from '~/features/installation/bytes';
import { FigureTable } from '~/features/installation/figure-table';
import { Card } from '~/ui/card';
import { Fact, Facts } from '~/ui/facts';
import { Fold } from '~/ui/fold';
import { Progress } from '~/ui/progress';
import { None, When } from '~/ui/value';
import type { Shown } from './route';

export function StatementsCard({ health, slowFrom }: Shown) {
  const t = useT();
  const { number } = useFormat();
  return (
    <Card title={t('health.statements')} note={t(`health.statements_${slowFrom}`)} padded={false}>
      {health.slow.length === 0 && <p className="px-4 pb-3 text-ink-2">{t('health.no_statements')}</p>}
      <ul className="divide-y divide-line">
        {health.slow.map(({ text, calls, mean, longest }) => (
          <li key={text} className="px-4 py-1.5">
            <Fold
              title={
                <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3">
                  <span className="num text-sm font-medium whitespace-nowrap">
                    {t('health.ms', { n: number(mean) })}
                  </span>
                  <span className="num text-xs text-ink-3">
                    {t('health.calls', { n: number(calls), longest: number(longest) })}
                  </span>
                  <code className="min-w-0 flex-1 basis-60 truncate font-mono text-xs text-ink-2 max-sm:basis-full">
                    {text}
                  </code>
                </span>
              }
            >
              <pre className="rounded-[8px] bg-sunken p-3 font-mono text-xs break-words whitespace-pre-wrap">
                {text}
              </pre>
            </Fold>
          </li>
        ))}
      </ul>
    </Card>
  );
}

export function StorageCard({ health, storage }: Shown) {
  const t = useT();
  const format = useFormat();
  const size = (bytes: number) => bytesText(format, bytes);
  const { disk } = health;
  return (
    <>
      <Card title={t('health.storage')}>
        <Facts>
          <Fact label={t('health.database')}>{size(health.databaseBytes)}</Fact>
          <Fact label={t('health.files')}>{size(storage.fileBytes)}</Fact>
          <Fact label={t('health.check.disk')}>
            {disk ? (
              <span className="grid gap-1.5">
                {t('health.free_of', { free: size(disk.free), size: size(disk.size) })}
                <Progress value={disk.size - disk.free} max={disk.size} label={t('health.used')} />
              </span>
            ) : (
              <None />
            )}
          </Fact>
        </Facts>
      </Card>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Card title={t('health.tables')} padded={false}>
          <FigureTable
            label={t('health.tables')}
            wide={[3]}
            heads={[t('health.table'), t('health.rows'), t('health.size'), t('health.of_indexes')]}
            rows={storage.tables.map(({ name, rows, bytes, indexBytes }) => ({
              key: name,
              cells: [name, format.number(rows), size(bytes), size(indexBytes)],
            }))}
          />
        </Card>
        <Card title={t('health.indexes')} padded={false}>
          <FigureTable
            label={t('health.indexes')}
            heads={[t('health.index'), t('health.size'), t('health.used_times')]}
            rows={storage.indexes.map(({ name, bytes, scans }) => ({
              key: name,
              cells: [name, size(bytes), format.number(scans)],
            }))}
          />
        </Card>
      </div>
    </>
  );
}

export function VersionsCard({ versions, health, now }: Shown) {
  const t = useT();
  const format = useFormat();
  const { applied, expected } = health.migrations;
  return (
    <Card title={t('health.versions')}>
      <Facts>
        <Fact label={t('health.application')}>{versions.application}</Fact>
        <Fact label="Node.js">{versions.node}</Fact>
        <Fact label="PostgreSQL">{versions.database}</Fact>
        <Fact label={t('health.check.migrations')}>{t('health.migrations_of', { applied, expected })}</Fact>
        <Fact label={t('health.check.backup')}>
          {health.backup ? (
            <>
              <When at={health.backup.at} now={now} />
              {' · '}
              {t('health.backup_holds', {
                rows: format.number(health.backup.rows),
                files: format.number(health.backup.files),
              })}
            </>
          ) : (
            <None />
          )}
        </Fact>
      </Facts>
    </Card>
  );
}
