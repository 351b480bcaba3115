import CheckIcon from '@mui/icons-material/CheckCircleOutlined'
import { Alert, Box, Button } from '@mui/material'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParams } from 'react-router-dom'
import { answered, api } from '../api/client.ts'
import { useComplain } from '../api/refusal.ts'
import type { Answers } from '../forms/csp-validator.ts'
import SchemaForm from '../forms/schema-form.tsx'
import { useSay, useWords } from '../i18n/words.ts'
import { useInstallation } from '../installations/use-installation.ts'
import { Page, Section } from '../parts/page.tsx'
import { Empty, Failed, PageWaiting } from '../parts/states.tsx'
import { useKeptAnswers } from './kept-answers.ts'

/** A form of a scenario, filled in; what is not submitted yet is kept on this machine. */
export default function FillPage() {
  const t = useWords()
  const say = useSay()
  const { id = '', form = '' } = useParams()
  const { data: installation, error, isPending, refetch } = useInstallation(id)
  const contract = installation?.contract
  const spec = contract?.forms[form]
  const back = `/installations/${encodeURIComponent(id)}?tab=forms`
  const kept = useKeptAnswers(`${id}/${form}`)
  const [done, setDone] = useState(false)
  const { busy, submit } = useSubmit(id, form, () => {
    kept.drop()
    setDone(true)
  })
  if (isPending) return <PageWaiting />
  if (!installation || (contract && !spec)) return <Failed error={error} retry={() => void refetch()} />
  if (!spec) return <PageWaiting />
  return (
    <Page title={say(spec.title, form)} back={back} lead={say(contract?.title)}>
      <Box sx={{ maxWidth: 720 }}>
        <Section id="fill">
          {done ? (
            <Done again={() => setDone(false)} />
          ) : (
            <>
              {kept.restored && (
                <Alert
                  severity="info"
                  sx={{ mb: 2 }}
                  action={<Button onClick={kept.drop}>{t('forms.draftDrop')}</Button>}
                >
                  {t('forms.draftKept')}
                </Alert>
              )}
              <SchemaForm
                schema={spec.schema}
                layout={spec.layout}
                values={kept.answers}
                onChange={kept.keep}
                onSubmit={(values) => void submit(values)}
              >
                <Button
                  type="submit"
                  variant="contained"
                  size="large"
                  disabled={busy}
                  sx={{ mt: 3, minWidth: { xs: '100%', sm: 200 } }}
                  data-testid="submit"
                >
                  {t(busy ? 'forms.submitting' : 'forms.submit')}
                </Button>
              </SchemaForm>
            </>
          )}
        </Section>
      </Box>
    </Page>
  )
}

function Done({ again }: { readonly again: () => void }) {
  const t = useWords()
  return (
    <Box role="status" data-testid="submitted">
      <Empty
        icon={<CheckIcon color="success" />}
        title={t('forms.submitted')}
        action={
          <Box sx={{ display: 'flex', gap: 1.5, justifyContent: 'center', flexWrap: 'wrap' }}>
            <Button variant="contained" onClick={again}>
              {t('forms.again')}
            </Button>
            <Button variant="outlined" component={Link} to="/submissions">
              {t('forms.seeAll')}
            </Button>
          </Box>
        }
      />
    </Box>
  )
}

function useSubmit(installation: string, form: string, onDone: () => void) {
  const complain = useComplain()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const submit = async (values: Answers) => {
    setBusy(true)
    try {
      await answered(api.POST('/api/submissions', { body: { installation, form, values: { ...values } } }))
      onDone()
      await queries.invalidateQueries({ queryKey: ['submissions'] })
    } catch (error) {
      complain(error)
    } finally {
      setBusy(false)
    }
  }
  return { busy, submit }
}
