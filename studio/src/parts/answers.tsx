import { Box, type SvgIconProps, Typography } from '@mui/material'
import type { ComponentType, ReactNode } from 'react'

/** A question and its answer, as they stand at the top of a case. */
export interface Answer {
  readonly question: string
  readonly icon: ComponentType<SvgIconProps>
  readonly answer: ReactNode
  readonly more?: ReactNode
}

/** 什么事 · 在哪 · 谁在管 · 还剩多久: read in one glance. */
export function Answers({ answers }: { readonly answers: readonly Answer[] }) {
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr', lg: `repeat(${answers.length}, 1fr)` },
        gap: '1px',
        bgcolor: 'divider',
        border: 1,
        borderColor: 'divider',
        borderRadius: 3,
        overflow: 'hidden',
      }}
    >
      {answers.map(({ question, icon: Icon, answer, more }) => (
        <Box
          key={question}
          sx={{ bgcolor: 'background.paper', px: { xs: 2, md: 2.5 }, py: 1.75, minWidth: 0 }}
        >
          <Typography
            component="dt"
            variant="body2"
            sx={{ color: 'text.secondary', display: 'flex', alignItems: 'center', gap: 0.75 }}
          >
            <Icon sx={{ fontSize: '1.2em' }} aria-hidden />
            {question}
          </Typography>
          <Box
            component="dd"
            sx={{ m: 0, mt: 0.5, fontSize: '1.125rem', fontWeight: 650, overflowWrap: 'anywhere' }}
          >
            {answer}
            {more && (
              <Typography
                component="div"
                variant="body2"
                sx={{ color: 'text.secondary', fontWeight: 400, mt: 0.25 }}
              >
                {more}
              </Typography>
            )}
          </Box>
        </Box>
      ))}
    </Box>
  )
}
