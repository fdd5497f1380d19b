import type { ReactNode } from 'react';
import { FormScopeContext, useFormScope } from '~/ui/form-scope';

/** Controls the form checks when it is sent, not one at a time: chips, rows that come and go. */
export function Unregistered({ children }: { children: ReactNode }) {
  const scope = useFormScope();
  return (
    <FormScopeContext.Provider value={scope && { ...scope, register: undefined }}>{children}</FormScopeContext.Provider>
  );
}
