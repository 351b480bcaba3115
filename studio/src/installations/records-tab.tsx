import { Box } from '@mui/material'
import { useSay } from '../i18n/words.ts'
import { Section } from '../parts/page.tsx'
import { RecordTable } from '../records/record-table.tsx'
import type { TabProps } from './installation-page.tsx'

/** What a scenario writes down by itself. */
export function RecordsTab({ installation, contract }: TabProps) {
  const say = useSay()
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {Object.entries(contract.records).map(([name, spec]) => (
        <Section key={name} flush title={say(spec.title, name)}>
          <RecordTable installation={installation} name={name} spec={spec} />
        </Section>
      ))}
    </Box>
  )
}
