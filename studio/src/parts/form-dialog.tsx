import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Typography,
  useMediaQuery,
} from '@mui/material'
import type { Theme } from '@mui/material/styles'
import { type ReactNode, useId } from 'react'
import { useWords } from '../i18n/words.ts'

interface FormDialogProps {
  readonly title: string
  readonly lead?: ReactNode
  readonly submit: string
  readonly busy: boolean
  /** Nothing can be sent yet. */
  readonly disabled?: boolean
  readonly danger?: boolean
  readonly wide?: boolean
  readonly onSubmit: () => void
  readonly onClose: () => void
  readonly children?: ReactNode
}

/** A question in a dialog: fields, cancel, and one button that does it. On phones it fills the screen. */
export function FormDialog(props: FormDialogProps) {
  const { title, lead, submit, busy, disabled, danger, wide, onSubmit, onClose, children } = props
  const t = useWords()
  const id = useId()
  const phone = useMediaQuery<Theme>((theme) => theme.breakpoints.down('sm'))
  return (
    <Dialog
      open
      onClose={onClose}
      fullWidth
      fullScreen={phone && !danger}
      maxWidth={wide ? 'md' : 'sm'}
      aria-labelledby={id}
    >
      <DialogTitle id={id}>{title}</DialogTitle>
      <DialogContent>
        {lead && <Typography sx={{ color: 'text.secondary', mb: 1 }}>{lead}</Typography>}
        {children}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button
          variant="contained"
          color={danger ? 'error' : 'primary'}
          disabled={busy || disabled === true}
          onClick={onSubmit}
          data-testid="confirm"
        >
          {submit}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
