import AddIcon from '@mui/icons-material/AddOutlined'
import { Box, Button, Typography } from '@mui/material'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { tenders, useHolds } from '../contract/use-roles.ts'
import { useSay, useWords } from '../i18n/words.ts'
import { DataTable } from '../parts/data-table.tsx'
import { ListPage } from '../parts/list-page.tsx'
import { Ago } from '../parts/times.tsx'
import { type SourceRow, specOf, useSourceSpecs } from './source.ts'
import { SourceDialog } from './source-dialog.tsx'
import { SourceState } from './source-state.tsx'

/** Counters change with every message, which no change feed tells. */
const every = 5000

/** 数据源: what brings messages in, and how each stands. */
export function SourceList() {
  const t = useWords()
  const mayTend = useHolds(tenders)
  const [adding, setAdding] = useState(false)
  useFreshCounters()
  const add = mayTend && (
    <Button
      variant="contained"
      startIcon={<AddIcon aria-hidden />}
      onClick={() => setAdding(true)}
      data-testid="add-source"
    >
      {t('sources.add')}
    </Button>
  )
  return (
    <>
      <ListPage<SourceRow>
        resource="sources"
        title={t('sources.title')}
        lead={t('sources.lead')}
        sort={{ field: 'name', order: 'ASC' }}
        searchLabel={t('sources.search')}
        empty={{ title: t('sources.empty'), hint: t('sources.emptyHint') }}
        actions={add}
        rows={(sources) => <SourceRows sources={sources} />}
      />
      {adding && <SourceDialog onClose={() => setAdding(false)} />}
    </>
  )
}

function useFreshCounters(): void {
  const queries = useQueryClient()
  useEffect(() => {
    const timer = setInterval(() => void queries.invalidateQueries({ queryKey: ['sources'] }), every)
    return () => clearInterval(timer)
  }, [queries])
}

function SourceRows({ sources }: { readonly sources: readonly SourceRow[] }) {
  const t = useWords()
  const say = useSay()
  const specs = useSourceSpecs()
  return (
    <DataTable<SourceRow>
      label={t('sources.title')}
      rows={sources}
      rowKey={(source) => source.id}
      to={(source) => `/sources/${encodeURIComponent(source.id)}`}
      columns={[
        {
          key: 'name',
          label: t('sources.one'),
          value: (source) => (
            <span>
              {source.name}
              <Typography
                component="span"
                variant="body2"
                sx={{ display: 'block', color: 'text.secondary', fontWeight: 400 }}
              >
                {say(specOf(source, specs)?.title, source.dialect)}
              </Typography>
            </span>
          ),
        },
        { key: 'state', label: t('sources.state'), value: (source) => <SourceState source={source} /> },
        { key: 'accepted', label: t('sources.accepted'), value: ({ status }) => status?.accepted ?? '—' },
        { key: 'refused', label: t('sources.refused'), value: ({ status }) => status?.refused ?? '—' },
        { key: 'error', label: t('sources.lastError'), value: (source) => <LastError source={source} /> },
      ]}
    />
  )
}

function LastError({ source: { status } }: { readonly source: SourceRow }) {
  if (!status?.lastError) return '—'
  return (
    <Box component="span">
      <code>{status.lastError.code}</code>{' '}
      <Box component="span" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
        <Ago at={status.lastError.at} />
      </Box>
    </Box>
  )
}
