import { Box, MenuItem, TextField } from '@mui/material'
import { useSearchParams } from 'react-router-dom'
import { useContracts } from '../contract/use-contract.ts'
import { useSay, useWords } from '../i18n/words.ts'
import { useInstallations } from '../installations/use-installation.ts'
import { Page, Section } from '../parts/page.tsx'
import { Empty, Waiting } from '../parts/states.tsx'
import { RecordTable } from './record-table.tsx'

/** The records of all scenarios: choose one kind, read it. */
export function RecordPage() {
  const t = useWords()
  const say = useSay()
  const [params, setParams] = useSearchParams()
  const { data: installations } = useInstallations()
  const contracts = useContracts((installations ?? []).map((one) => one.plugin))
  const kinds = (installations ?? []).flatMap((installation) => {
    const contract = contracts.get(installation.plugin)
    return Object.entries(contract?.records ?? {}).map(([name, spec]) => ({
      key: `${installation.id}:${name}`,
      label: `${say(contract?.title) || installation.title} · ${say(spec.title, name)}`,
      installation,
      name,
      spec,
    }))
  })
  const waiting = !installations || (installations.length > 0 && contracts.size === 0)
  const current = kinds.find((kind) => kind.key === params.get('kind')) ?? kinds[0]
  return (
    <Page title={t('records.title')} lead={t('records.lead')}>
      {waiting ? (
        <Waiting />
      ) : current ? (
        <>
          <Box sx={{ mb: 2 }}>
            <TextField
              select
              label={t('records.kind')}
              value={current.key}
              onChange={(event) => setParams({ kind: event.target.value }, { replace: true })}
              sx={{ minWidth: { xs: '100%', sm: 360 } }}
            >
              {kinds.map((kind) => (
                <MenuItem key={kind.key} value={kind.key}>
                  {kind.label}
                </MenuItem>
              ))}
            </TextField>
          </Box>
          <Section flush key={current.key}>
            <RecordTable installation={current.installation} name={current.name} spec={current.spec} />
          </Section>
        </>
      ) : (
        <Section>
          <Empty title={t('records.none')} />
        </Section>
      )}
    </Page>
  )
}
