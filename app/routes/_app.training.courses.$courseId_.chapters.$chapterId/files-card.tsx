import { useT } from '~/core/i18n';
import { Material } from '~/features/training/material';
import type { ChapterFile } from '~/features/training/queries/courses.server';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field } from '~/ui/field';
import { FileInput } from '~/ui/file-input';

const accept = 'image/jpeg,image/png,image/webp,application/pdf,video/mp4,video/webm';

export function FilesCard({ files, isFrozen, newId }: { files: ChapterFile[]; isFrozen: boolean; newId: string }) {
  const t = useT();
  return (
    <Card title={t('course.files')}>
      <ul className="grid gap-3">
        {files.map((file) => (
          <li key={file.id} className="grid gap-1">
            <Material file={file} />
            {!isFrozen && (
              <ActionForm own hidden={{ intent: 'remove_file', fileId: file.id }}>
                <div>
                  <SubmitButton size="sm" variant="ghost">
                    {t('course.file_remove')}
                  </SubmitButton>
                </div>
              </ActionForm>
            )}
          </li>
        ))}
      </ul>
      {!isFrozen && (
        <ActionForm own encType="multipart/form-data" hidden={{ intent: 'add_file', id: newId }} className="mt-3">
          <Field name="file" label={t('course.files')} required>
            <FileInput accept={accept} />
          </Field>
          <div>
            <SubmitButton variant="secondary">{t('course.file_add')}</SubmitButton>
          </div>
        </ActionForm>
      )}
    </Card>
  );
}
