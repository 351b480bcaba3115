import type { Contract } from '@linli/sdk'
import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  MenuItem,
  TextField,
  Typography,
} from '@mui/material'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useGetList, useNotify } from 'react-admin'
import { useNavigate } from 'react-router-dom'
import { answered, api, type Schemas } from '../api/client.ts'
import { useComplain } from '../api/refusal.ts'
import { useSay, useWords } from '../i18n/words.ts'
import { Needs } from './needs.tsx'

type CommunityRow = Schemas['Community']

/** Enables a scenario for a community: what it needs is said before. */
export function EnableDialog({
  plugin,
  contract,
  onClose,
}: {
  readonly plugin: Schemas['Plugin']
  readonly contract: Contract | undefined
  readonly onClose: () => void
}) {
  const t = useWords()
  const say = useSay()
  const title = say(contract?.title ?? plugin.title, plugin.id)
  const { data: communities } = useGetList<CommunityRow>('communities', {
    pagination: { page: 1, perPage: 200 },
    sort: { field: 'name', order: 'ASC' },
  })
  const [chosen, setChosen] = useState<string | null>(null)
  const community = chosen ?? communities?.[0]?.id ?? ''
  const { busy, enable } = useEnable(plugin.id, title, onClose)
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="enable-title">
      <DialogTitle id="enable-title">{t('installations.enableTitle', { title })}</DialogTitle>
      <DialogContent>
        <Typography sx={{ mb: 2 }}>{say(contract?.summary)}</Typography>
        <TextField
          select
          fullWidth
          margin="normal"
          label={t('installations.community')}
          value={community}
          onChange={(event) => setChosen(event.target.value)}
        >
          {(communities ?? []).map((one) => (
            <MenuItem key={one.id} value={one.id}>
              {one.name}
            </MenuItem>
          ))}
        </TextField>
        {contract && <Needs contract={contract} />}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button
          variant="contained"
          disabled={busy || !community}
          onClick={() => void enable(community)}
          data-testid="confirm"
        >
          {t('installations.enable')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

function useEnable(plugin: string, title: string, onClose: () => void) {
  const t = useWords()
  const notify = useNotify()
  const complain = useComplain()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const enable = async (community: string) => {
    setBusy(true)
    try {
      const made = await answered(api.POST('/api/installations', { body: { plugin, community } }))
      notify(t('installations.enabled', { title }), { type: 'success' })
      onClose()
      await queries.invalidateQueries({ queryKey: ['installations'] })
      navigate(`/installations/${encodeURIComponent(made.id)}`)
    } catch (error) {
      complain(error)
    } finally {
      setBusy(false)
    }
  }
  return { busy, enable }
}
