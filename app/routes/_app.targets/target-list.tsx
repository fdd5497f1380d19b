import type { ComponentProps } from 'react';
import { TargetCards } from './target-cards';
import { TargetTable } from './target-table';

/** A table where there is room for one. */
export const TargetList = (props: ComponentProps<typeof TargetTable>) => (
  <>
    <div className="max-sm:hidden">
      <TargetTable {...props} />
    </div>
    <div className="sm:hidden">
      <TargetCards {...props} />
    </div>
  </>
);
