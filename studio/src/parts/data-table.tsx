import {
  Box,
  Link as MuiLink,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableRow,
  useMediaQuery,
} from '@mui/material'
import type { Theme } from '@mui/material/styles'
import type { MouseEvent, ReactNode } from 'react'
import { Link, useNavigate } from 'react-router-dom'

/** One column: on a phone each row is a card, its first column the title. */
export interface Column<Row> {
  readonly key: string
  readonly label: string
  readonly value: (row: Row) => ReactNode
  readonly align?: 'right'
  /** Left out on phones. */
  readonly wideOnly?: boolean
}

interface DataTableProps<Row> {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row, index: number) => string
  /** Where a row leads. */
  readonly to?: (row: Row) => string
}

/** Rows as a table, or as cards where the screen is narrow. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const narrow = useMediaQuery<Theme>((theme) => theme.breakpoints.down('md'))
  return narrow ? <Cards {...props} /> : <Grid {...props} />
}

function Grid<Row>({ label, columns, rows, rowKey, to }: DataTableProps<Row>) {
  const navigate = useNavigate()
  return (
    <TableContainer tabIndex={0} role="region" aria-label={label}>
      <Table aria-label={label}>
        <TableHead>
          <TableRow>
            {columns.map((column) => (
              <TableCell key={column.key} align={column.align ?? 'left'}>
                {column.label}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row, position) => (
            <TableRow
              key={rowKey(row, position)}
              hover={Boolean(to)}
              onClick={to ? () => navigate(to(row)) : undefined}
              sx={{ cursor: to ? 'pointer' : 'default', '&:last-child td': { borderBottom: 0 } }}
            >
              {columns.map((column, index) => (
                <TableCell key={column.key} align={column.align ?? 'left'}>
                  {index === 0 && to ? (
                    <MuiLink
                      component={Link}
                      to={to(row)}
                      onClick={(event: MouseEvent) => event.stopPropagation()}
                      sx={{
                        fontWeight: 600,
                        color: 'text.primary',
                        display: 'inline-block',
                        py: 1.25,
                        my: -1.25,
                      }}
                    >
                      {column.value(row)}
                    </MuiLink>
                  ) : (
                    column.value(row)
                  )}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  )
}

function Cards<Row>({ label, columns, rows, rowKey, to }: DataTableProps<Row>) {
  const [title, ...rest] = columns.filter((column) => !column.wideOnly)
  return (
    <Box component="ul" aria-label={label} sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {rows.map((row, position) => (
        <Box
          component="li"
          key={rowKey(row, position)}
          sx={{
            position: 'relative',
            px: 2,
            py: 1.5,
            borderTop: 1,
            borderColor: 'divider',
            '&:first-of-type': { borderTop: 0 },
          }}
        >
          {title &&
            (to ? (
              <MuiLink
                component={Link}
                to={to(row)}
                sx={{
                  fontWeight: 650,
                  color: 'text.primary',
                  display: 'flex',
                  alignItems: 'center',
                  minHeight: 44,
                  // The whole card is the target.
                  '&::after': { content: '""', position: 'absolute', inset: 0 },
                }}
              >
                {title.value(row)}
              </MuiLink>
            ) : (
              <Box sx={{ fontWeight: 650 }}>{title.value(row)}</Box>
            ))}
          <Box
            component="dl"
            sx={{ m: 0, display: 'grid', gridTemplateColumns: 'auto 1fr', columnGap: 2, rowGap: 0.5 }}
          >
            {rest.map((column) => (
              <CardLine key={column.key} label={column.label} value={column.value(row)} />
            ))}
          </Box>
        </Box>
      ))}
    </Box>
  )
}

/** One value of a card; an empty one takes no line of a small screen. */
function CardLine({ label, value }: { readonly label: string; readonly value: ReactNode }) {
  if (value === '—') return null
  return (
    <Box sx={{ display: 'contents' }}>
      <Box component="dt" sx={{ color: 'text.secondary', fontSize: '1rem' }}>
        {label}
      </Box>
      <Box component="dd" sx={{ m: 0, fontSize: '1rem', overflowWrap: 'anywhere', minWidth: 0 }}>
        {value}
      </Box>
    </Box>
  )
}
