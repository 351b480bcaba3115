import { gradeOrder, gradeTexts } from '@linli/flow'
import type { Grade } from '@linli/kernel'
import { Box, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material'
import { useId } from 'react'
import { useSay } from '../i18n/words.ts'

/** 一般, 较大, 紧急: one of three. */
export function GradeField({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: Grade
  readonly onChange: (grade: Grade) => void
}) {
  const say = useSay()
  const id = useId()
  return (
    <Box sx={{ mt: 2 }}>
      <Typography id={id} sx={{ fontWeight: 600, mb: 1 }}>
        {label}
      </Typography>
      <ToggleButtonGroup
        exclusive
        value={value}
        onChange={(_, grade: Grade | null) => grade && onChange(grade)}
        aria-labelledby={id}
      >
        {gradeOrder.map((grade) => (
          <ToggleButton key={grade} value={grade} sx={{ px: 2.5 }}>
            {say(gradeTexts[grade])}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </Box>
  )
}
