import type { Contract } from '@linli/sdk'
import AddIcon from '@mui/icons-material/AddOutlined'
import { Box, Button, Card, CardActionArea, CardContent, Typography } from '@mui/material'
import { useState } from 'react'
import { useGetList } from 'react-admin'
import { Link } from 'react-router-dom'
import type { Schemas } from '../api/client.ts'
import { useContracts } from '../contract/use-contract.ts'
import { useSay, useWords } from '../i18n/words.ts'
import { Mark } from '../parts/chips.tsx'
import { Page, Section } from '../parts/page.tsx'
import { Empty, Failed, Waiting } from '../parts/states.tsx'
import { EnableDialog } from './enable-dialog.tsx'
import type { InstallationRow } from './installation.ts'
import { useInstallations } from './use-installation.ts'

type PluginRow = Schemas['Plugin']

/** 已启用场景, and below them what else could be enabled. */
export function InstallationList() {
  const t = useWords()
  const list = useInstallations()
  const contracts = useContracts((list.data ?? []).map((one) => one.plugin))
  return (
    <Page title={t('installations.title')}>
      {list.isPending ? (
        <Waiting />
      ) : list.error && !list.data ? (
        <Failed error={list.error} retry={() => void list.refetch()} />
      ) : list.data && list.data.length > 0 ? (
        <Box component="ul" aria-label={t('installations.title')} sx={gridStyle}>
          {list.data.map((one) => (
            <InstallationCard key={one.id} installation={one} contract={contracts.get(one.plugin)} />
          ))}
        </Box>
      ) : (
        <Section>
          <Empty title={t('installations.empty')} hint={t('installations.emptyHint')} />
        </Section>
      )}
      <Typography variant="h2" sx={{ mt: 4, mb: 1.5 }}>
        {t('installations.catalogue')}
      </Typography>
      <Catalogue />
    </Page>
  )
}

const gridStyle = {
  listStyle: 'none',
  m: 0,
  p: 0,
  display: 'grid',
  gap: 2,
  gridTemplateColumns: { xs: '1fr', sm: 'repeat(auto-fill, minmax(320px, 1fr))' },
}

function InstallationCard({
  installation,
  contract,
}: {
  readonly installation: InstallationRow
  readonly contract: Contract | undefined
}) {
  const t = useWords()
  const say = useSay()
  return (
    <Card component="li" sx={{ borderRadius: 3 }}>
      <CardActionArea
        component={Link}
        to={`/installations/${encodeURIComponent(installation.id)}`}
        data-testid="installation-card"
        sx={{ height: '100%', alignItems: 'flex-start' }}
      >
        <CardContent sx={{ height: '100%', display: 'flex', flexDirection: 'column', gap: 0.75 }}>
          <Typography variant="h3" component="h2">
            {say(contract?.title) || installation.title}
          </Typography>
          <Typography sx={{ color: 'text.secondary', flex: 1 }}>{say(contract?.summary)}</Typography>
          <Box sx={{ mt: 0.75 }}>
            {installation.release === null ? (
              <Mark tone="warning">{t('installations.notPublished')}</Mark>
            ) : (
              <Mark tone="success">{t('installations.release', { n: installation.release })}</Mark>
            )}
          </Box>
        </CardContent>
      </CardActionArea>
    </Card>
  )
}

function Catalogue() {
  const t = useWords()
  const say = useSay()
  const [chosen, setChosen] = useState<PluginRow | null>(null)
  const { data } = useGetList<PluginRow>('plugins', {
    pagination: { page: 1, perPage: 100 },
    sort: { field: 'id', order: 'ASC' },
  })
  const contracts = useContracts((data ?? []).map((plugin) => plugin.id))
  if (!data) return <Waiting rows={2} />
  if (data.length === 0)
    return (
      <Section>
        <Empty title={t('installations.catalogueEmpty')} />
      </Section>
    )
  return (
    <>
      <Box component="ul" aria-label={t('installations.catalogue')} sx={gridStyle}>
        {data.map((plugin) => {
          const contract = contracts.get(plugin.id)
          return (
            <Card component="li" key={plugin.id} sx={{ borderRadius: 3 }}>
              <CardContent sx={{ display: 'flex', flexDirection: 'column', gap: 0.75, height: '100%' }}>
                <Typography variant="h3">{say(contract?.title ?? plugin.title, plugin.id)}</Typography>
                <Typography sx={{ color: 'text.secondary', flex: 1 }}>
                  {say(contract?.summary ?? plugin.summary)}
                </Typography>
                <Box sx={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between' }}>
                  <Typography variant="caption" sx={{ color: 'text.secondary' }}>
                    {plugin.version}
                  </Typography>
                  <Button startIcon={<AddIcon aria-hidden />} onClick={() => setChosen(plugin)}>
                    {t('installations.enable')}
                  </Button>
                </Box>
              </CardContent>
            </Card>
          )
        })}
      </Box>
      {chosen && (
        <EnableDialog plugin={chosen} contract={contracts.get(chosen.id)} onClose={() => setChosen(null)} />
      )}
    </>
  )
}
