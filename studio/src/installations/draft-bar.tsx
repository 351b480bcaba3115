import PublishIcon from '@mui/icons-material/PublishOutlined'
import {
  Alert,
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  TextField,
  Typography,
} from '@mui/material'
import { useState } from 'react'
import { useLanguage, useWords } from '../i18n/words.ts'
import { changesOf } from './changes.ts'
import { inForce } from './installation.ts'
import type { TabProps } from './installation-page.tsx'
import { useDraft } from './use-draft.ts'

/** Says what the draft changes and publishes it. */
export function DraftBar({ installation, contract }: TabProps) {
  const t = useWords()
  const locale = useLanguage()
  const [open, setOpen] = useState(false)
  const never = installation.release === null
  const changes = never ? [] : changesOf(inForce(installation), installation.draft, contract, locale, t)
  if (!never && changes.length === 0) return null
  return (
    <>
      <Alert
        severity="warning"
        sx={{ mb: 2, flexWrap: 'wrap' }}
        data-testid="draft-bar"
        action={
          <Button
            variant="contained"
            startIcon={<PublishIcon aria-hidden />}
            onClick={() => setOpen(true)}
            data-testid="publish"
          >
            {t('installations.publish')}
          </Button>
        }
      >
        {never
          ? `${t('installations.notPublished')} · ${t('installations.noReleasesHint')}`
          : t('installations.draftChanged', { smart_count: changes.length })}
      </Alert>
      {open && (
        <PublishDialog
          installation={installation}
          contract={contract}
          changes={changes}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}

function PublishDialog({
  installation,
  changes,
  onClose,
}: TabProps & { readonly changes: readonly string[]; readonly onClose: () => void }) {
  const t = useWords()
  const { busy, publish } = useDraft(installation)
  const [note, setNote] = useState('')
  const submit = async () => {
    if (await publish(note.trim())) onClose()
  }
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="publish-title">
      <DialogTitle id="publish-title">{t('installations.publishTitle')}</DialogTitle>
      <DialogContent>
        {changes.length > 0 ? (
          <>
            <Typography>{t('installations.publishLead')}</Typography>
            <Box component="ul" sx={{ my: 1.5, pl: 3 }}>
              {changes.map((change) => (
                <li key={change}>{change}</li>
              ))}
            </Box>
          </>
        ) : (
          <Typography>{t('installations.noReleasesHint')}</Typography>
        )}
        <TextField
          fullWidth
          margin="normal"
          label={t('installations.publishNote')}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button variant="contained" disabled={busy} onClick={() => void submit()} data-testid="confirm">
          {t('installations.publish')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
