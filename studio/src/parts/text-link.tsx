import { Link as MuiLink } from '@mui/material'
import type { ReactNode } from 'react'
import { Link } from 'react-router-dom'

/** A link among facts: as high as a thumb needs, without spreading the lines. */
export function TextLink({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  return (
    <MuiLink
      component={Link}
      to={to}
      sx={{ display: 'inline-flex', alignItems: 'center', minHeight: 44, minWidth: 44, my: '-9px' }}
    >
      {children}
    </MuiLink>
  )
}
