import SearchOffIcon from '@mui/icons-material/SearchOffOutlined'
import { Button } from '@mui/material'
import { Link } from 'react-router-dom'
import { useWords } from '../i18n/words.ts'
import { Page, Section } from '../parts/page.tsx'
import { Empty } from '../parts/states.tsx'

/** An address that leads nowhere. */
export function NotFound() {
  const t = useWords()
  return (
    <Page title={t('common.lost')}>
      <Section>
        <Empty
          icon={<SearchOffIcon />}
          title={t('common.lost')}
          hint={t('common.lostHint')}
          action={
            <Button component={Link} to="/" variant="contained">
              {t('nav.desk')}
            </Button>
          }
        />
      </Section>
    </Page>
  )
}
