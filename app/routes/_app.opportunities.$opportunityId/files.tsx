import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { DealDocumentRow } from '~/features/attachments/deal-document';
import { criterionWords } from '~/features/opportunities/criterion-words';
import { evidenceOf } from '~/features/opportunities/evidence-asked';
import { IconLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { Plus } from '~/ui/icons';
import { Link } from '~/ui/link';
import type { OpportunityData } from './route';

const shown = 5;

/** The newest files of the deal. */
export function Files({ data }: { data: OpportunityData }) {
  const t = useT();
  const f = useFormat();
  const { opportunity, files, may, now, stages } = data;
  const page = `${paths.opportunity(opportunity.id)}/files`;
  const evidence = evidenceOf(stages);
  const provesOf = (key: string | null) => {
    const one = evidence.find((each) => each.key === key);
    return one ? criterionWords(t, f, { ...one, withFile: false, withNote: false }) : null;
  };
  return (
    <Card
      id="files"
      className="scroll-mt-18"
      title={t('document.title')}
      note={files.length || undefined}
      action={may.update && <IconLink icon={Plus} size="sm" label={t('document.add')} to={page} />}
    >
      {files.length === 0 && <p className="text-ink-3">{t('document.none')}</p>}
      <ul className="-my-1">
        {files.slice(0, shown).map((file) => (
          <DealDocumentRow key={file.id} file={{ ...file, proves: provesOf(file.evidenceKey) }} now={now} />
        ))}
      </ul>
      {files.length > shown && (
        <Link to={page} className="mt-1 inline-block font-medium text-brand-ink max-sm:py-2">
          {t('document.all')}
        </Link>
      )}
    </Card>
  );
}
