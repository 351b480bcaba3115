import AddIcon from '@mui/icons-material/AddOutlined'
import DeleteIcon from '@mui/icons-material/DeleteOutlined'
import EditIcon from '@mui/icons-material/EditOutlined'
import MoreIcon from '@mui/icons-material/MoreHorizOutlined'
import { IconButton, ListItemIcon, Menu, MenuItem } from '@mui/material'
import { useState } from 'react'
import { answered, api } from '../api/client.ts'
import { useWrite } from '../api/use-write.ts'
import type { PlaceRow } from '../contract/use-places.ts'
import { useWords } from '../i18n/words.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import { PlaceDialog } from './place-dialog.tsx'
import { kindsBelow } from './place-kind.ts'

/** What can be done about a place: add below it, rename, remove. */
export function PlaceMenu({
  place,
  isAdmin,
  onAdded,
}: {
  readonly place: PlaceRow
  readonly isAdmin: boolean
  readonly onAdded: () => void
}) {
  const t = useWords()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [asking, setAsking] = useState<'add' | 'edit' | 'remove' | null>(null)
  const choose = (next: 'add' | 'edit' | 'remove') => {
    setAnchor(null)
    setAsking(next)
  }
  const isCommunity = place.kind === 'community'
  const close = () => setAsking(null)
  return (
    <>
      <IconButton
        onClick={(event) => setAnchor(event.currentTarget)}
        aria-haspopup="menu"
        aria-label={t('places.menu', { name: place.name })}
        data-testid={`menu-${place.id}`}
      >
        <MoreIcon />
      </IconButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {kindsBelow[place.kind] && (
          <MenuItem onClick={() => choose('add')} data-testid="add-below">
            <ListItemIcon>
              <AddIcon aria-hidden />
            </ListItemIcon>
            {t('places.addBelow')}
          </MenuItem>
        )}
        {(!isCommunity || isAdmin) && (
          <MenuItem onClick={() => choose('edit')}>
            <ListItemIcon>
              <EditIcon aria-hidden />
            </ListItemIcon>
            {t('places.rename')}
          </MenuItem>
        )}
        {!isCommunity && (
          <MenuItem onClick={() => choose('remove')}>
            <ListItemIcon>
              <DeleteIcon aria-hidden />
            </ListItemIcon>
            {t('places.remove')}
          </MenuItem>
        )}
      </Menu>
      {asking === 'add' && <PlaceDialog parent={place} onClose={close} onDone={onAdded} />}
      {asking === 'edit' && <PlaceDialog place={place} onClose={close} />}
      {asking === 'remove' && <RemoveDialog place={place} onClose={close} />}
    </>
  )
}

function RemoveDialog({ place, onClose }: { readonly place: PlaceRow; readonly onClose: () => void }) {
  const t = useWords()
  const { busy, write } = useWrite()
  const remove = async () => {
    const done = await write(
      () => answered(api.DELETE('/api/places/{id}', { params: { path: { id: place.id } } })),
      { done: t('places.removed', { name: place.name }), resources: ['places'] },
    )
    if (done) onClose()
  }
  return (
    <FormDialog
      title={t('places.removeTitle', { name: place.name })}
      lead={t('places.removeLead')}
      submit={t('places.remove')}
      danger
      busy={busy}
      onSubmit={() => void remove()}
      onClose={onClose}
    />
  )
}
