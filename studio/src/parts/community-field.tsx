import { MenuItem, TextField } from '@mui/material'
import { useState } from 'react'
import { useGetList } from 'react-admin'
import type { Schemas } from '../api/client.ts'
import { pageLimit } from '../data-provider/data-provider.ts'
import { useWords } from '../i18n/words.ts'

type CommunityRow = Schemas['Community']

/** The communities the reader may see. */
export function useCommunities(): readonly CommunityRow[] {
  const { data } = useGetList<CommunityRow>('communities', {
    pagination: { page: 1, perPage: pageLimit },
    sort: { field: 'name', order: 'ASC' },
  })
  return data ?? []
}

/** The community that is chosen: the first one until somebody chooses. */
export function useChosenCommunity(): readonly [string, (id: string) => void, readonly CommunityRow[]] {
  const communities = useCommunities()
  const [chosen, setChosen] = useState<string | null>(null)
  return [chosen ?? communities[0]?.id ?? '', setChosen, communities]
}

/** Chooses a community; with only one there is nothing to choose. */
export function CommunityField({
  value,
  communities,
  onChange,
}: {
  readonly value: string
  readonly communities: readonly CommunityRow[]
  readonly onChange: (id: string) => void
}) {
  const t = useWords()
  if (communities.length < 2) return null
  return (
    <TextField
      select
      fullWidth
      margin="normal"
      label={t('installations.community')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {communities.map((one) => (
        <MenuItem key={one.id} value={one.id}>
          {one.name}
        </MenuItem>
      ))}
    </TextField>
  )
}
