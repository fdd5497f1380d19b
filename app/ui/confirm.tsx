import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import { useT } from '~/core/i18n';
import { Button } from './button';
import { Dialog } from './dialog';

export type Question = {
  title: string;
  text?: string;
  /** What the dangerous button says. */
  yes: string;
  no?: string;
  /** A safe way on besides staying. */
  other?: string;
};
export type Answer = 'yes' | 'no' | 'other';
type Asked = Question & { answer: (answer: Answer) => void };

const ConfirmContext = createContext<(question: Question) => Promise<Answer>>(async () => 'no');
/** Asks before something is lost for good; closed or escaped it answers no. */
export const useConfirm = () => useContext(ConfirmContext);

export function ConfirmRegion({ children }: { children: ReactNode }) {
  const t = useT();
  const [asked, setAsked] = useState<Asked | null>(null);
  const confirm = useCallback(
    (question: Question) => new Promise<Answer>((answer) => setAsked({ ...question, answer })),
    [],
  );
  const give = (answer: Answer) => {
    asked?.answer(answer);
    setAsked(null);
  };
  return (
    <ConfirmContext.Provider value={confirm}>
      {children}
      {asked && (
        <Dialog open title={asked.title} onOpenChange={(open) => !open && give('no')}>
          <div className="grid gap-4">
            {asked.text && <p className="text-ink-2">{asked.text}</p>}
            <div className="flex flex-wrap justify-end gap-2 max-sm:grid">
              {asked.other && (
                <Button variant="primary" className="max-sm:order-first" onClick={() => give('other')}>
                  {asked.other}
                </Button>
              )}
              <Button onClick={() => give('no')} className="sm:order-first">
                {asked.no ?? t('common.cancel')}
              </Button>
              <Button variant="danger" onClick={() => give('yes')}>
                {asked.yes}
              </Button>
            </div>
          </div>
        </Dialog>
      )}
    </ConfirmContext.Provider>
  );
}
