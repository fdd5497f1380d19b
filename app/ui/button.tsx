import { useNavigation } from '@remix-run/react';
import { cva, type VariantProps } from 'class-variance-authority';
import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { useFormScope } from './form-scope';
import type { Icon } from './icons';
import { Kbd } from './kbd';
import { Link, type LinkProps } from './link';
import { Spinner } from './spinner';

const look = cva(
  'inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium transition-colors duration-100 disabled:opacity-55 aria-disabled:pointer-events-none aria-disabled:opacity-55 max-sm:rounded-xl [&_.icon]:text-[16px]',
  {
    variants: {
      variant: {
        primary: 'bg-brand text-on-brand hover:bg-brand-hover',
        secondary: 'border border-line-strong bg-surface text-ink hover:bg-sunken',
        ghost: 'text-ink-2 hover:bg-sunken hover:text-ink',
        danger: 'border border-bad/40 bg-surface text-bad-ink hover:bg-bad-soft',
      },
      size: {
        sm: 'h-7 px-2 text-xs max-sm:h-11 max-sm:px-3 max-sm:text-sm',
        md: 'h-8 px-3 text-sm max-sm:h-11 max-sm:px-4 max-sm:text-base',
        lg: 'h-10 px-5 text-base max-sm:h-12 max-sm:text-lg max-sm:font-semibold',
      },
      square: { true: 'aspect-square !px-0', false: '' },
      block: { true: 'w-full', false: '' },
    },
    defaultVariants: { variant: 'secondary', size: 'md', square: false, block: false },
  },
);

type Look = Pick<VariantProps<typeof look>, 'variant' | 'size' | 'block'>;
type Face = { icon?: Icon; kbd?: string; children?: ReactNode };

function face({ icon: Icon, kbd, children }: Face, loading: boolean, onBrand: boolean) {
  return (
    <>
      {loading ? <Spinner /> : Icon && <Icon />}
      {children}
      {kbd && <Kbd onBrand={onBrand}>{kbd}</Kbd>}
    </>
  );
}

export type ButtonProps = Look & Face & { loading?: boolean } & ButtonHTMLAttributes<HTMLButtonElement>;

export function Button({
  variant,
  size,
  block,
  icon,
  kbd,
  loading = false,
  children,
  className,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      data-key={kbd?.toLowerCase()}
      aria-busy={loading || undefined}
      {...rest}
      disabled={rest.disabled || loading}
      className={look({ variant, size, block, className })}
    >
      {face({ icon, kbd, children }, loading, variant === 'primary')}
    </button>
  );
}

/** Submits its form and is busy while that form is on its way. */
export function SubmitButton({ variant = 'primary', ...rest }: ButtonProps) {
  const scope = useFormScope();
  const navigation = useNavigation();
  const mine = rest.name === undefined || navigation.formData?.get(rest.name) === rest.value;
  const posting = navigation.formMethod === 'POST' && mine;
  return <Button type="submit" variant={variant} loading={scope ? scope.busy && mine : posting} {...rest} />;
}

export type ButtonLinkProps = Look & Face & LinkProps;

export function ButtonLink({ variant, size, block, icon, kbd, children, className, ...rest }: ButtonLinkProps) {
  return (
    <Link
      prefetch="intent"
      data-key={kbd?.toLowerCase()}
      {...rest}
      className={look({ variant, size, block, className })}
    >
      {face({ icon, kbd, children }, false, variant === 'primary')}
    </Link>
  );
}

type Labelled = { icon: Icon; label: string };

export function IconButton({
  icon: Icon,
  label,
  variant = 'ghost',
  size,
  className,
  ...rest
}: Labelled & Omit<ButtonProps, 'icon' | 'children' | 'kbd' | 'block' | 'loading'>) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={look({ variant, size, square: true, className })}
    >
      <Icon />
    </button>
  );
}

export function IconLink({
  icon: Icon,
  label,
  variant = 'ghost',
  size,
  className,
  ...rest
}: Labelled & Omit<ButtonLinkProps, 'icon' | 'children' | 'kbd' | 'block'>) {
  return (
    <Link aria-label={label} title={label} {...rest} className={look({ variant, size, square: true, className })}>
      <Icon />
    </Link>
  );
}
