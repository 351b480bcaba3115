import EditIcon from '@mui/icons-material/EditNoteOutlined'
import { Box, Button } from '@mui/material'
import { Link } from 'react-router-dom'
import { useSay, useWords } from '../i18n/words.ts'
import { Section } from '../parts/page.tsx'
import { SubmissionTable } from '../submissions/submission-table.tsx'
import type { TabProps } from './installation-page.tsx'

/** The forms of a scenario: fill one in, see what was filled in. */
export function FormsTab({ installation, contract }: TabProps) {
  const t = useWords()
  const say = useSay()
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {Object.entries(contract.forms).map(([name, form]) => (
        <Section
          key={name}
          flush
          title={say(form.title, name)}
          actions={
            <Button
              variant="contained"
              startIcon={<EditIcon aria-hidden />}
              component={Link}
              to={`/installations/${encodeURIComponent(installation.id)}/forms/${encodeURIComponent(name)}`}
              data-testid={`fill-${name}`}
            >
              {t('installations.fill')}
            </Button>
          }
        >
          <SubmissionTable installation={installation} contract={contract} form={name} />
        </Section>
      ))}
    </Box>
  )
}
