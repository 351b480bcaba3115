import type { Contract } from '@linli/sdk'
import { Box, Tab, Tabs, useMediaQuery } from '@mui/material'
import type { Theme } from '@mui/material/styles'
import { useParams, useSearchParams } from 'react-router-dom'
import { useSay, useWords } from '../i18n/words.ts'
import type { WordKey } from '../i18n/zh.ts'
import { Mark } from '../parts/chips.tsx'
import { Page } from '../parts/page.tsx'
import { Failed, PageWaiting } from '../parts/states.tsx'
import { DraftBar } from './draft-bar.tsx'
import { FormsTab } from './forms-tab.tsx'
import type { InstallationDetail } from './installation.ts'
import { OverviewTab } from './overview-tab.tsx'
import { RecordsTab } from './records-tab.tsx'
import { ReferenceTab } from './reference-tab.tsx'
import { ReleasesTab } from './releases-tab.tsx'
import { RulesTab } from './rules-tab.tsx'
import { SettingsTab } from './settings-tab.tsx'
import { useInstallation } from './use-installation.ts'

/** What every tab of an installation gets. */
export interface TabProps {
  readonly installation: InstallationDetail
  readonly contract: Contract
}

const tabs = {
  settings: { label: 'installations.settings', body: SettingsTab, shown: () => true },
  rules: { label: 'installations.rules', body: RulesTab, shown: () => true },
  forms: {
    label: 'installations.forms',
    body: FormsTab,
    shown: (contract: Contract) => Object.keys(contract.forms).length > 0,
  },
  records: {
    label: 'installations.records',
    body: RecordsTab,
    shown: (contract: Contract) => Object.keys(contract.records).length > 0,
  },
  reference: {
    label: 'installations.reference',
    body: ReferenceTab,
    shown: (contract: Contract) => Object.keys(contract.reference).length > 0,
  },
  releases: { label: 'installations.releases', body: ReleasesTab, shown: () => true },
  overview: { label: 'installations.overview', body: OverviewTab, shown: () => true },
} as const satisfies Record<
  string,
  { label: WordKey; body: (props: TabProps) => React.ReactNode; shown: (contract: Contract) => boolean }
>

type TabName = keyof typeof tabs

/** One installation: settings, rules, forms, records, releases; all drawn from its contract. */
export function InstallationPage() {
  const { id = '' } = useParams()
  const { data: installation, error, isPending, refetch } = useInstallation(id)
  if (isPending) return <PageWaiting />
  if (!installation) return <Failed error={error} retry={() => void refetch()} />
  return <InstallationBody installation={installation} contract={installation.contract} />
}

function InstallationBody({ installation, contract }: TabProps) {
  const t = useWords()
  const say = useSay()
  const narrow = useMediaQuery<Theme>((theme) => theme.breakpoints.down('md'))
  const [params, setParams] = useSearchParams()
  const names = (Object.keys(tabs) as TabName[]).filter((name) => tabs[name].shown(contract))
  const asked = params.get('tab') as TabName | null
  const current = asked && names.includes(asked) ? asked : 'settings'
  const Body = tabs[current].body
  return (
    <Page
      title={say(contract.title) || installation.title}
      back="/installations"
      lead={say(contract.summary)}
      mark={
        installation.release === null ? (
          <Mark tone="warning">{t('installations.notPublished')}</Mark>
        ) : (
          <Mark tone="success">{t('installations.release', { n: installation.release })}</Mark>
        )
      }
    >
      <DraftBar installation={installation} contract={contract} />
      <Tabs
        value={current}
        onChange={(_, name: TabName) => setParams({ tab: name }, { replace: true })}
        variant={narrow ? 'scrollable' : 'standard'}
        scrollButtons={false}
        aria-label={say(contract.title)}
        sx={{ borderBottom: 1, borderColor: 'divider', mb: 2 }}
      >
        {names.map((name) => (
          <Tab
            key={name}
            value={name}
            label={t(tabs[name].label)}
            id={`tab-${name}`}
            aria-controls={`panel-${name}`}
            data-testid={`tab-${name}`}
          />
        ))}
      </Tabs>
      <Box role="tabpanel" id={`panel-${current}`} aria-labelledby={`tab-${current}`}>
        <Body installation={installation} contract={contract} />
      </Box>
    </Page>
  )
}
