import ExpandIcon from '@mui/icons-material/ChevronRight'
import { Box, IconButton, Typography } from '@mui/material'
import { useState } from 'react'
import { useGetList } from 'react-admin'
import type { PlaceRow } from '../contract/use-places.ts'
import { pageLimit } from '../data-provider/data-provider.ts'
import { useWordOf, useWords } from '../i18n/words.ts'
import { Waiting } from '../parts/states.tsx'
import { byName, kindIcons } from './place-kind.ts'
import { PlaceMenu } from './place-menu.tsx'

interface BranchProps {
  readonly place: PlaceRow
  readonly depth: number
  /** What stands above communities, and these; empty below them. */
  readonly upper: readonly PlaceRow[]
  readonly mayTend: boolean
  readonly isAdmin: boolean
  /** Open from the start. */
  readonly opened: boolean
}

/** A place and, when it is open, what is below it. */
export function PlaceBranch({ place, depth, upper, mayTend, isAdmin, opened }: BranchProps) {
  const t = useWords()
  const word = useWordOf()
  const isUpper = ['city', 'district', 'street'].includes(place.kind)
  const isLeaf = place.kind === 'room' || place.kind === 'site'
  const [open, setOpen] = useState(isUpper || (opened && place.kind === 'community'))
  const Icon = kindIcons[place.kind]
  return (
    <Box component="li" data-testid={`place-${place.id}`}>
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          minHeight: 52,
          pl: { xs: 1 + depth * 1.5, md: 1.5 + depth * 3.5 },
          pr: { xs: 0.5, md: 1.5 },
          '&:hover': { bgcolor: 'action.hover' },
        }}
      >
        {isLeaf ? (
          <Box sx={{ width: 44, flexShrink: 0 }} />
        ) : (
          <IconButton
            onClick={() => setOpen(!open)}
            aria-expanded={open}
            aria-label={t(open ? 'places.fold' : 'places.unfold', { name: place.name })}
          >
            <ExpandIcon sx={{ transform: open ? 'rotate(90deg)' : 'none', transition: 'transform 120ms' }} />
          </IconButton>
        )}
        <Icon aria-hidden sx={{ color: isUpper ? 'text.secondary' : 'primary.main', mr: 1.25 }} />
        <Box sx={{ flex: 1, minWidth: 0, py: 0.75 }}>
          <Typography
            component="span"
            sx={{ fontWeight: place.kind === 'community' ? 700 : 500, overflowWrap: 'anywhere' }}
          >
            {place.name}
          </Typography>
          <Typography component="span" variant="caption" sx={{ color: 'text.secondary', ml: 1 }}>
            {word('placeKind', place.kind)}
          </Typography>
        </Box>
        {isAdmin || (mayTend && !isUpper && place.kind !== 'community') || (mayTend && !isUpper) ? (
          <PlaceMenu place={place} isAdmin={isAdmin} onAdded={() => setOpen(true)} />
        ) : null}
      </Box>
      {open && !isLeaf && (
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {isUpper ? (
            upper
              .filter((one) => one.parent === place.id)
              .toSorted(byName)
              .map((one) => (
                <PlaceBranch
                  key={one.id}
                  {...{ upper, mayTend, isAdmin, opened }}
                  place={one}
                  depth={depth + 1}
                />
              ))
          ) : (
            <Below place={place} depth={depth + 1} mayTend={mayTend} isAdmin={isAdmin} />
          )}
        </Box>
      )}
    </Box>
  )
}

function Below({
  place,
  depth,
  mayTend,
  isAdmin,
}: Pick<BranchProps, 'place' | 'depth' | 'mayTend' | 'isAdmin'>) {
  const t = useWords()
  const { data } = useGetList<PlaceRow>('places', {
    pagination: { page: 1, perPage: pageLimit * 10 },
    sort: { field: 'path', order: 'ASC' },
    filter: { parent: place.id },
  })
  if (!data)
    return (
      <li>
        <Waiting rows={1} />
      </li>
    )
  if (data.length === 0)
    return (
      <Typography
        component="li"
        variant="body2"
        sx={{ color: 'text.secondary', pl: { xs: 8 + depth * 1.5, md: 8 + depth * 3.5 }, pr: 2, py: 1 }}
      >
        {t('places.nothingBelow')}
      </Typography>
    )
  return data
    .toSorted(byName)
    .map((one) => (
      <PlaceBranch
        key={one.id}
        place={one}
        depth={depth}
        upper={[]}
        opened={false}
        {...{ mayTend, isAdmin }}
      />
    ))
}
