import { and, eq } from 'drizzle-orm';
import { imports } from '#drizzle/schema';

export type ImportKey = { tenantId: number; id: string };

/** Thrown between two batches when the process is to end; the job is taken up again where it stopped. */
export class Interrupted extends Error {}

export const onlyImport = ({ tenantId, id }: ImportKey) => and(eq(imports.tenantId, tenantId), eq(imports.id, id));

export const importSubject = (
  import_: Pick<typeof imports.$inferSelect, 'id' | 'tenantId' | 'unitId' | 'ownerId'>,
) => ({
  kind: 'import' as const,
  id: import_.id,
  tenantId: import_.tenantId,
  unitId: import_.unitId,
  ownerId: import_.ownerId,
});
