import CheckIcon from '@mui/icons-material/CheckCircleOutlined'
import HelpIcon from '@mui/icons-material/HelpOutlineOutlined'
import RemoveIcon from '@mui/icons-material/RemoveCircleOutlineOutlined'
import UndoIcon from '@mui/icons-material/UndoOutlined'
import type { SvgIconProps } from '@mui/material'
import type { ComponentType } from 'react'
import { useWords } from '../i18n/words.ts'
import type { WordKey } from '../i18n/zh.ts'
import { Mark, type Tone } from '../parts/chips.tsx'
import type { AlertRow } from './alert.ts'

const states: Record<AlertRow['state'], { tone: Tone; icon: ComponentType<SvgIconProps>; label: WordKey }> = {
  open: { tone: 'warning', icon: HelpIcon, label: 'alerts.toVerify' },
  accepted: { tone: 'success', icon: CheckIcon, label: 'alerts.accepted' },
  dismissed: { tone: 'neutral', icon: RemoveIcon, label: 'alerts.falseAlarm' },
  withdrawn: { tone: 'neutral', icon: UndoIcon, label: 'alerts.withdrawn' },
  closed: { tone: 'neutral', icon: CheckIcon, label: 'incidents.ended' },
}

/** What became of an alert. */
export function AlertState({ state }: { readonly state: AlertRow['state'] }) {
  const t = useWords()
  const { tone, icon, label } = states[state] ?? states.open
  return (
    <Mark tone={tone} icon={icon}>
      {t(label)}
    </Mark>
  )
}
