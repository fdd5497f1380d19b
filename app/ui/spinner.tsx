import { LoaderCircle } from './icons';

export const Spinner = () => <LoaderCircle className="animate-spin text-[16px]" />;
