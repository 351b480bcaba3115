import { gradeTexts } from '@linli/flow'
import type { Grade } from '@linli/kernel'
import CircleIcon from '@mui/icons-material/Circle'
import InfoIcon from '@mui/icons-material/InfoOutlined'
import PriorityHighIcon from '@mui/icons-material/PriorityHigh'
import WarningIcon from '@mui/icons-material/WarningAmberOutlined'
import { Box, type SvgIconProps } from '@mui/material'
import { alpha, type Theme } from '@mui/material/styles'
import type { ComponentType, ReactNode } from 'react'
import { useSay } from '../i18n/words.ts'

/** What a mark means, beside its words and its sign: colour alone says nothing. */
export type Tone = 'error' | 'warning' | 'success' | 'info' | 'neutral'

interface MarkProps {
  readonly tone: Tone
  readonly icon?: ComponentType<SvgIconProps>
  readonly children: ReactNode
  /** Filled: for what must not be overlooked. */
  readonly strong?: boolean
}

/** A small label with a sign, readable in both themes. */
export function Mark({ tone, icon: Icon, children, strong }: MarkProps) {
  return (
    <Box
      component="span"
      sx={(theme) => ({
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.5,
        px: 1,
        py: 0.25,
        borderRadius: 2,
        fontSize: '0.9375rem',
        fontWeight: 600,
        lineHeight: 1.5,
        whiteSpace: 'nowrap',
        ...toneColours(theme, tone, strong ?? false),
      })}
    >
      {Icon && <Icon sx={{ fontSize: '1.1em' }} aria-hidden />}
      {children}
    </Box>
  )
}

/** Text and background of a tone: filled or washed. */
export function toneColours(theme: Theme, tone: Tone, strong: boolean) {
  if (tone === 'neutral')
    return { color: theme.palette.text.secondary, backgroundColor: alpha(theme.palette.text.secondary, 0.1) }
  const { main, contrastText } = theme.palette[tone]
  if (strong) return { color: contrastText, backgroundColor: main }
  return { color: main, backgroundColor: alpha(main, theme.palette.mode === 'dark' ? 0.16 : 0.09) }
}

const grades: Record<Grade, { tone: Tone; icon: ComponentType<SvgIconProps>; strong: boolean }> = {
  urgent: { tone: 'error', icon: PriorityHighIcon, strong: true },
  major: { tone: 'warning', icon: WarningIcon, strong: false },
  normal: { tone: 'info', icon: InfoIcon, strong: false },
}

/** 一般, 较大, 紧急. */
export function GradeMark({ grade }: { readonly grade: Grade }) {
  const say = useSay()
  const { tone, icon, strong } = grades[grade] ?? grades.normal
  return (
    <Mark tone={tone} icon={icon} strong={strong}>
      {say(gradeTexts[grade], grade)}
    </Mark>
  )
}

/** Online or not: a filled dot and the word. */
export function OnlineMark({ online, children }: { readonly online: boolean; readonly children: ReactNode }) {
  return (
    <Mark tone={online ? 'success' : 'neutral'} icon={CircleIcon}>
      {children}
    </Mark>
  )
}
