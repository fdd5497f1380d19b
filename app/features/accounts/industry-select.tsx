import { useEffect, useRef } from 'react';
import { useLocale, useT } from '~/core/i18n';
import { Select } from '~/ui/select';
import { industryName, industrySections } from './industries';

/** Every section with its divisions, in one list; takes the focus as it comes late. */
export default function IndustrySelect() {
  const t = useT();
  const locale = useLocale();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector('select')?.focus(), []);
  const options = industrySections.flatMap(({ code, divisions }) => [
    { value: code, label: `${code} ${industryName(code, locale)}` },
    ...divisions.map((division) => ({ value: division, label: `\u2003${division} ${industryName(division, locale)}` })),
  ]);
  return (
    <div ref={box}>
      <Select options={options} placeholder={t('common.none')} className="sm:!h-7" />
    </div>
  );
}
