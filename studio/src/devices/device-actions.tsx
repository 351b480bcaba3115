import AddIcon from '@mui/icons-material/AddOutlined'
import UploadIcon from '@mui/icons-material/UploadFileOutlined'
import { Button } from '@mui/material'
import { useState } from 'react'
import { answered, api } from '../api/client.ts'
import { tenders, useHolds } from '../contract/use-roles.ts'
import { useWords } from '../i18n/words.ts'
import { ImportDialog } from '../imports/import-dialog.tsx'
import { DeviceDialog } from './device-dialog.tsx'
import { useModels } from './use-models.ts'

/** Registers one device, or hundreds from a table. */
export function DeviceActions() {
  const t = useWords()
  const mayTend = useHolds(tenders)
  const [asking, setAsking] = useState<'add' | 'import' | null>(null)
  if (!mayTend) return null
  const close = () => setAsking(null)
  return (
    <>
      <Button
        variant="outlined"
        startIcon={<UploadIcon aria-hidden />}
        onClick={() => setAsking('import')}
        data-testid="import-devices"
      >
        {t('devices.import')}
      </Button>
      <Button
        variant="contained"
        startIcon={<AddIcon aria-hidden />}
        onClick={() => setAsking('add')}
        data-testid="add-device"
      >
        {t('devices.add')}
      </Button>
      {asking === 'add' && <DeviceDialog onClose={close} />}
      {asking === 'import' && <ImportDevices onClose={close} />}
    </>
  )
}

function ImportDevices({ onClose }: { readonly onClose: () => void }) {
  const t = useWords()
  const [model] = useModels()
  return (
    <ImportDialog
      title={t('devices.import')}
      lead={t('devices.importLead')}
      resource="devices"
      template={{
        name: t('devices.templateName'),
        rows: [
          t('devices.templateColumns').split(','),
          [t('devices.templateDevice'), model?.title ?? '', t('devices.templatePlace'), '', ''],
        ],
      }}
      send={(table, query) =>
        answered(
          api.POST('/api/devices/import', {
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
