import { useFetcher } from '@remix-run/react';
import { Button, type ButtonProps } from './button';

type PostButtonProps = Omit<ButtonProps, 'type'> & {
  action?: string;
  fields?: Record<string, string | number>;
  /** Follow the action's redirect as a page change instead of staying here. */
  navigate?: boolean;
};

/** A form of one button; without JavaScript it is a plain post. */
export function PostButton({ action, fields = {}, navigate = false, ...button }: PostButtonProps) {
  const fetcher = useFetcher();
  const content = (
    <>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button {...button} type="submit" loading={button.loading || fetcher.state !== 'idle'} />
    </>
  );
  if (navigate) {
    return (
      <form method="post" action={action} className="contents">
        {content}
      </form>
    );
  }
  return (
    <fetcher.Form method="post" action={action} className="contents">
      {content}
    </fetcher.Form>
  );
}
