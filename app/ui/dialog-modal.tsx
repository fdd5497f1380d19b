import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { useT } from '~/core/i18n';
import { X } from './icons';
import { useFocusBack } from './use-focus-back';

type ModalProps = {
  title: string;
  description?: string;
  onClose: () => void;
  wide?: boolean;
  footer?: ReactNode;
  children: ReactNode;
};

/** Centred on the desktop, a bottom sheet on the phone. Loaded when first opened: import it lazily. */
export default function Modal({ title, description, onClose, wide = false, footer, children }: ModalProps) {
  const t = useT();
  const focusBack = useFocusBack();
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 bg-black/35 animate-fade" />
        <Radix.Content
          onCloseAutoFocus={focusBack}
          {...(!description && { 'aria-describedby': undefined })}
          className={`fixed z-50 flex max-h-[85dvh] flex-col bg-raised shadow-pop outline-none max-sm:inset-x-0 max-sm:bottom-0 max-sm:rounded-t-2xl max-sm:animate-rise max-sm:pb-[env(safe-area-inset-bottom)] sm:top-[12dvh] sm:left-1/2 sm:-translate-x-1/2 sm:rounded-xl sm:border sm:border-line sm:animate-fade ${wide ? 'sm:w-160' : 'sm:w-110'}`}
        >
          <div className="flex items-start gap-3 px-5 pt-4 pb-2 max-sm:px-4">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
              {description && <Radix.Description className="mt-0.5 text-ink-2">{description}</Radix.Description>}
            </div>
            <Radix.Close
              aria-label={t('common.close')}
              className="-mr-2 flex size-8 items-center justify-center rounded-md text-ink-3 hover:bg-sunken max-sm:size-11"
            >
              <X className="text-[16px]" />
            </Radix.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-5 max-sm:px-4">{children}</div>
          {footer && <div className="flex justify-end gap-2 border-t border-line px-5 py-3 max-sm:px-4">{footer}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
