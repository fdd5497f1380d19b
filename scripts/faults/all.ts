import { databaseAway } from './away';
import { clockJumps } from './clock';
import { besideImports, slowClients } from './crowds';
import { diskFull } from './disk';
import { termUnderLoad } from './goodbye';
import { workerKilled } from './jobs';
import { twoMigrations } from './migrations';
import { overload } from './overload';
import { poolExhausted, statementsCancelled } from './pressure';
import { queueKilled } from './queue';
import { reportsHeld } from './reports';
import type { Trial } from './trials';

export const trials: Trial[] = [
  databaseAway,
  poolExhausted,
  statementsCancelled,
  termUnderLoad,
  workerKilled,
  queueKilled,
  twoMigrations,
  clockJumps,
  diskFull,
  overload,
  slowClients,
  besideImports,
  reportsHeld,
];
