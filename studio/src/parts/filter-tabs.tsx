import { ToggleButton, ToggleButtonGroup } from '@mui/material'
import { useListContext } from 'react-admin'

/** One view of a list: the filter it stands for. */
export interface View {
  readonly key: string
  readonly label: string
  readonly filter: Readonly<Record<string, string | undefined>>
}

/** The views of a list; the one in force is the one whose filter agrees. */
export function FilterTabs({ views, label }: { readonly views: readonly View[]; readonly label: string }) {
  const { filterValues, setFilters } = useListContext()
  const names = new Set(views.flatMap((view) => Object.keys(view.filter)))
  const current = views.find((view) =>
    [...names].every((name) => (filterValues[name] ?? undefined) === view.filter[name]),
  )
  const choose = (key: string | null) => {
    const view = views.find((one) => one.key === key)
    if (!view) return
    const rest = Object.fromEntries(Object.entries(filterValues).filter(([name]) => !names.has(name)))
    setFilters({ ...rest, ...view.filter })
  }
  return (
    <ToggleButtonGroup
      exclusive
      value={current?.key ?? null}
      onChange={(_, key: string | null) => choose(key)}
      aria-label={label}
      sx={{ flexWrap: 'wrap', bgcolor: 'background.paper' }}
    >
      {views.map((view) => (
        <ToggleButton key={view.key} value={view.key} sx={{ px: 2 }} data-testid={`view-${view.key}`}>
          {view.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
