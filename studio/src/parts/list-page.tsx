import { Box } from '@mui/material'
import type { ReactNode } from 'react'
import { ListBase, type RaRecord, useListContext } from 'react-admin'
import { FilterTabs, type View } from './filter-tabs.tsx'
import { Page, Section } from './page.tsx'
import { Pager } from './pager.tsx'
import { SearchField } from './search-field.tsx'
import { Empty, Failed, Waiting } from './states.tsx'

interface ListPageProps<Row> {
  readonly resource: string
  readonly title: string
  readonly lead?: string
  readonly sort: { readonly field: string; readonly order: 'ASC' | 'DESC' }
  /** Always applied. */
  readonly filter?: Readonly<Record<string, string>>
  /** The first one is in force when the page is opened. */
  readonly views?: readonly View[]
  readonly searchLabel?: string
  readonly actions?: ReactNode
  readonly empty: { readonly title: string; readonly hint?: string; readonly action?: ReactNode }
  readonly rows: (rows: readonly Row[]) => ReactNode
}

/** A list of the API: views, search, rows, pages; live, and without moving what one is looking at. */
export function ListPage<Row extends RaRecord>(props: ListPageProps<Row>) {
  const { resource, sort, filter, views } = props
  return (
    <ListBase
      resource={resource}
      sort={{ ...sort }}
      perPage={25}
      {...(filter ? { filter } : {})}
      filterDefaultValues={{ ...(views?.[0]?.filter ?? {}) }}
      storeKey={false}
      disableAuthentication
    >
      <ListBody {...props} />
    </ListBase>
  )
}

function ListBody<Row extends RaRecord>({
  title,
  lead,
  views,
  searchLabel,
  actions,
  empty,
  rows,
}: ListPageProps<Row>) {
  const { data, error, isPending, refetch, filterValues, setFilters } = useListContext<Row>()
  return (
    <Page title={title} {...(lead ? { lead } : {})} actions={actions}>
      {(views || searchLabel) && (
        <Box
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            gap: 1.5,
            mb: 2,
            alignItems: 'center',
            justifyContent: 'space-between',
          }}
        >
          {views && <FilterTabs views={views} label={title} />}
          {searchLabel && (
            <SearchField
              value={filterValues.q ?? ''}
              label={searchLabel}
              onSearch={(q) => setFilters({ ...filterValues, q: q || undefined })}
            />
          )}
        </Box>
      )}
      <Section flush>
        {isPending ? (
          <Waiting />
        ) : error && !data ? (
          <Failed error={error} retry={() => void refetch()} />
        ) : data && data.length > 0 ? (
          rows(data)
        ) : (
          <Empty {...empty} />
        )}
        <Pager />
      </Section>
    </Page>
  )
}
