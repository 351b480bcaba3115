import { Box, ButtonBase, Typography } from '@mui/material'
import { Link } from 'react-router-dom'
import { useNow } from '../api/use-now.ts'
import { useWords } from '../i18n/words.ts'
import type { TaskRow } from '../incidents/incident.ts'
import { type Tone, toneColours } from '../parts/chips.tsx'
import { millis } from '../parts/times.tsx'

const hour = 3_600_000

/** What is late, what is due, what waits for a look: three figures. */
export function Figures({
  tasks,
  toVerify,
}: {
  readonly tasks: readonly TaskRow[]
  readonly toVerify: number
}) {
  const t = useWords()
  const now = useNow()
  const left = tasks.flatMap((task) => millis(task.due) ?? []).map((due) => due - now)
  const late = left.filter((ms) => ms <= 0).length
  const soon = left.filter((ms) => ms > 0 && ms < hour).length
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(3, 1fr)', gap: { xs: 1, md: 2 }, mb: 2 }}>
      <Figure to="/" label={t('desk.late')} value={late} tone={late ? 'error' : 'neutral'} />
      <Figure to="/" label={t('desk.soon')} value={soon} tone={soon ? 'warning' : 'neutral'} />
      <Figure to="/alerts" label={t('desk.toVerify')} value={toVerify} tone={toVerify ? 'info' : 'neutral'} />
    </Box>
  )
}

function Figure({
  to,
  label,
  value,
  tone,
}: {
  readonly to: string
  readonly label: string
  readonly value: number
  readonly tone: Tone
}) {
  return (
    <ButtonBase
      component={Link}
      to={to}
      sx={{
        display: 'block',
        bgcolor: 'background.paper',
        border: 1,
        borderColor: 'divider',
        borderRadius: 3,
        px: { xs: 1.5, md: 2.5 },
        py: 1.5,
        textAlign: 'left',
      }}
    >
      <Typography
        component="div"
        sx={(theme) => ({
          fontSize: '1.875rem',
          fontWeight: 750,
          lineHeight: 1.2,
          fontVariantNumeric: 'tabular-nums',
          color: value ? toneColours(theme, tone, false).color : 'text.secondary',
        })}
      >
        {value}
      </Typography>
      <Typography component="div" variant="body2" sx={{ color: 'text.secondary' }}>
        {label}
      </Typography>
    </ButtonBase>
  )
}
