import AddIcon from '@mui/icons-material/AddOutlined'
import UploadIcon from '@mui/icons-material/UploadFileOutlined'
import { Box, Button } from '@mui/material'
import { useState } from 'react'
import { useGetList } from 'react-admin'
import type { PlaceRow } from '../contract/use-places.ts'
import { tenders, useHolds } from '../contract/use-roles.ts'
import { pageLimit } from '../data-provider/data-provider.ts'
import { useWords } from '../i18n/words.ts'
import { Page, Section } from '../parts/page.tsx'
import { Empty, Failed, Waiting } from '../parts/states.tsx'
import { CommunityDialog } from './community-dialog.tsx'
import { ImportPlaces } from './import-places.tsx'
import { PlaceBranch } from './place-branch.tsx'
import { byName } from './place-kind.ts'

/** 社区与空间: the tree from the city down, to look at and to tend. */
export function PlacePage() {
  const t = useWords()
  const [asking, setAsking] = useState<'community' | 'import' | null>(null)
  const isAdmin = useHolds(['admin'])
  const mayTend = useHolds(tenders)
  const list = useGetList<PlaceRow>('places', {
    pagination: { page: 1, perPage: pageLimit * 10 },
    sort: { field: 'path', order: 'ASC' },
    filter: { kind: 'city,district,street,community' },
  })
  const upper = list.data ?? []
  const add = (
    <Button
      variant="contained"
      startIcon={<AddIcon aria-hidden />}
      onClick={() => setAsking('community')}
      data-testid="add-community"
    >
      {t('places.addCommunity')}
    </Button>
  )
  const isEmpty = !list.isPending && upper.length === 0
  return (
    <Page
      title={t('places.title')}
      lead={t('places.lead')}
      actions={
        <>
          {mayTend && !isEmpty && (
            <Button
              variant="outlined"
              startIcon={<UploadIcon aria-hidden />}
              onClick={() => setAsking('import')}
              data-testid="import-places"
            >
              {t('places.import')}
            </Button>
          )}
          {isAdmin && !isEmpty && add}
        </>
      }
    >
      <Section flush>
        {list.isPending ? (
          <Waiting />
        ) : list.error && !list.data ? (
          <Failed error={list.error} retry={() => void list.refetch()} />
        ) : isEmpty ? (
          <Empty
            title={t('places.empty')}
            hint={isAdmin ? t('places.emptyHint') : t('places.emptyAsk')}
            action={isAdmin && add}
          />
        ) : (
          <Tree upper={upper} mayTend={mayTend} isAdmin={isAdmin} />
        )}
      </Section>
      {asking === 'community' && <CommunityDialog onClose={() => setAsking(null)} />}
      {asking === 'import' && <ImportPlaces onClose={() => setAsking(null)} />}
    </Page>
  )
}

/** What stands above communities is open from the start; below them each branch is read when it is opened. */
function Tree({
  upper,
  mayTend,
  isAdmin,
}: {
  readonly upper: readonly PlaceRow[]
  readonly mayTend: boolean
  readonly isAdmin: boolean
}) {
  const t = useWords()
  const ids = new Set(upper.map((place) => place.id))
  const roots = upper.filter((place) => place.parent === null || !ids.has(place.parent))
  const communities = upper.filter((place) => place.kind === 'community')
  return (
    <Box component="ul" aria-label={t('places.title')} sx={{ listStyle: 'none', m: 0, p: 0, py: 1 }}>
      {roots.toSorted(byName).map((place) => (
        <PlaceBranch
          key={place.id}
          place={place}
          depth={0}
          upper={upper}
          mayTend={mayTend}
          isAdmin={isAdmin}
          opened={communities.length === 1}
        />
      ))}
    </Box>
  )
}
