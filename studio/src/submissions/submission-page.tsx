import type { Contract } from '@linli/sdk'
import { Box, Link as MuiLink } from '@mui/material'
import { useParams } from 'react-router-dom'
import { useNow } from '../api/use-now.ts'
import { useOne } from '../api/use-one.ts'
import { fieldsOf, labelOf } from '../contract/field.ts'
import { valueWords } from '../contract/value-words.ts'
import { attachmentUrl } from '../handling/upload.ts'
import { useLanguage, useSay, useWords } from '../i18n/words.ts'
import { ScenarioName } from '../installations/scenario-name.tsx'
import { useInstallation } from '../installations/use-installation.ts'
import { AccountName } from '../parts/account-name.tsx'
import { Facts } from '../parts/facts.tsx'
import { Page, Section } from '../parts/page.tsx'
import { Failed, PageWaiting } from '../parts/states.tsx'
import { TextLink } from '../parts/text-link.tsx'
import { Moment } from '../parts/times.tsx'
import { answersOf, type SubmissionRow } from './submission.ts'

/** One submission, its answers under the contract's own names. */
export function SubmissionPage() {
  const { id = '' } = useParams()
  const { data: submission, error, isPending, refetch } = useOne('submissions', id)
  if (isPending) return <PageWaiting />
  if (!submission) return <Failed error={error} retry={() => void refetch()} />
  return <SubmissionBody submission={submission} />
}

function SubmissionBody({ submission }: { readonly submission: SubmissionRow }) {
  const t = useWords()
  const say = useSay()
  const { data: installation } = useInstallation(submission.installation)
  const form = installation?.contract?.forms[submission.form]
  return (
    <Page
      title={say(form?.title, submission.form)}
      back="/submissions"
      lead={<ScenarioName installation={submission.installation} />}
    >
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { md: '3fr 2fr' }, alignItems: 'start' }}>
        <Section title={t('submissions.answers')} id="answers">
          <Answers submission={submission} form={form} />
        </Section>
        <Section>
          <Facts
            facts={[
              {
                name: t('submissions.by'),
                value: <AccountName id={submission.by} name={submission.byName} />,
              },
              { name: t('submissions.at'), value: <Moment at={submission.at} /> },
              ...(submission.incident
                ? [
                    {
                      name: t('submissions.incident'),
                      value: (
                        <TextLink to={`/incidents/${encodeURIComponent(submission.incident)}`}>
                          {t('common.open')}
                        </TextLink>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        </Section>
      </Box>
    </Page>
  )
}

function Answers({
  submission,
  form,
}: {
  readonly submission: SubmissionRow
  readonly form: Contract['forms'][string] | undefined
}) {
  const locale = useLanguage()
  const now = useNow()
  const fields = fieldsOf(form?.schema)
  const answers = answersOf(submission)
  const names = fields.length > 0 ? fields.map(([name]) => name) : Object.keys(answers)
  const byName = new Map(fields)
  const kinds = new Map(form?.layout.map((line) => [line.field, line.kind]))
  return (
    <Facts
      facts={names.map((name) => {
        const value = answers[name]
        const kind = kinds.get(name)
        return {
          name: labelOf(byName.get(name), name, locale),
          value:
            (kind === 'photo' || kind === 'signature') && value ? (
              <Pictures
                hashes={Array.isArray(value) ? value.map(String) : [String(value)]}
                label={labelOf(byName.get(name), name, locale)}
              />
            ) : (
              valueWords(value, byName.get(name), locale, now)
            ),
        }
      })}
    />
  )
}

function Pictures({ hashes, label }: { readonly hashes: readonly string[]; readonly label: string }) {
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
      {hashes.map((hash) => (
        <MuiLink key={hash} href={attachmentUrl(hash)} target="_blank" rel="noreferrer">
          <Box
            component="img"
            src={attachmentUrl(hash)}
            alt={label}
            sx={{ width: 160, borderRadius: 2, border: 1, borderColor: 'divider', display: 'block' }}
          />
        </MuiLink>
      ))}
    </Box>
  )
}
