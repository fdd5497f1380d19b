import { cloneElement, lazy, type MouseEvent, type ReactElement, type ReactNode, Suspense, useState } from 'react';

const load = () => import('./dialog-modal');
const Modal = lazy(load);

type TriggerProps = { onClick?: (event: MouseEvent) => void; onPointerEnter?: () => void; onFocus?: () => void };
type DialogProps = {
  title: string;
  description?: string;
  /** A button, or a link for the way without JavaScript. */
  trigger?: ReactElement<TriggerProps>;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  wide?: boolean;
  footer?: ReactNode;
  /** A function is handed a way to close. */
  children: ReactNode | ((close: () => void) => ReactNode);
};

export function Dialog({ trigger, open, onOpenChange, children, ...modal }: DialogProps) {
  const [own, setOwn] = useState(false);
  const isOpen = open ?? own;
  const set = (next: boolean) => {
    setOwn(next);
    onOpenChange?.(next);
  };
  const close = () => set(false);
  return (
    <>
      {trigger &&
        cloneElement(trigger, {
          onPointerEnter: load,
          onFocus: load,
          onClick: (event) => {
            trigger.props.onClick?.(event);
            event.preventDefault();
            set(true);
          },
        })}
      {isOpen && (
        <Suspense fallback={null}>
          <Modal {...modal} onClose={close}>
            {typeof children === 'function' ? children(close) : children}
          </Modal>
        </Suspense>
      )}
    </>
  );
}
