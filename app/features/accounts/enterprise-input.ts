import * as z from 'zod';
import { id, line, optionalLine, version } from '~/core/fields';
import { isIndustry } from './industries';
import { coded, creditCode } from './input';

export const enterpriseInput = z.object({
  name: line(120),
  shortName: optionalLine(60),
  creditCode,
  industry: coded(isIndustry),
  version,
});
export type EnterpriseInput = z.output<typeof enterpriseInput>;

export const mergeGroupsInput = z.object({ id, kept: id, gone: id, keptVersion: version, goneVersion: version });
export type MergeGroupsInput = z.output<typeof mergeGroupsInput>;
