import { answered, api } from '../api/client.ts'
import { useWords } from '../i18n/words.ts'
import { ImportDialog } from '../imports/import-dialog.tsx'

/** Adds the homes of a whole community from a table. */
export function ImportPlaces({ onClose }: { readonly onClose: () => void }) {
  const t = useWords()
  return (
    <ImportDialog
      title={t('places.import')}
      lead={t('places.importLead')}
      resource="places"
      template={{
        name: t('places.templateName'),
        rows: [
          t('places.templateColumns').split(','),
          ...t('places.templateRows')
            .split(';')
            .map((row) => row.split(',')),
        ],
      }}
      send={(table, query) =>
        answered(
          api.POST('/api/places/import', {
            params: { query },
            body: table as never,
            bodySerializer: () => table,
            headers: { 'content-type': 'text/csv' },
          }),
        )
      }
      onClose={onClose}
    />
  )
}
