import { eventTexts, tierTexts } from '@linli/flow'
import { Box, Link as MuiLink, Typography } from '@mui/material'
import { useGetList } from 'react-admin'
import { useRoleName } from '../contract/use-people.ts'
import { attachmentUrl } from '../handling/upload.ts'
import { useSay, useWords } from '../i18n/words.ts'
import { useInstallation } from '../installations/use-installation.ts'
import { TextLink } from '../parts/text-link.tsx'
import { Moment } from '../parts/times.tsx'
import type { SubmissionRow } from '../submissions/submission.ts'
import type { IncidentDetail, TimelineEntry } from './incident.ts'

/** What was done, by whom, when, with what proof; the latest first. */
export function Timeline({ incident }: { readonly incident: IncidentDetail }) {
  const entries = [...incident.timeline].sort((a, b) => b.seq - a.seq)
  return (
    <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {entries.map((entry, index) => (
        <Entry
          key={entry.seq}
          entry={entry}
          incident={incident}
          latest={index === 0}
          last={index === entries.length - 1}
        />
      ))}
    </Box>
  )
}

function Entry({
  entry,
  incident,
  latest,
  last,
}: {
  readonly entry: TimelineEntry
  readonly incident: IncidentDetail
  readonly latest: boolean
  readonly last: boolean
}) {
  const t = useWords()
  const say = useSay()
  const roleName = useRoleName()
  const texts: Readonly<Record<string, unknown>> = eventTexts
  const warn = entry.type === 'raised' || entry.type === 'overdue'
  return (
    <Box
      component="li"
      data-testid="timeline-entry"
      data-type={entry.type}
      sx={{ display: 'grid', gridTemplateColumns: '22px 1fr', columnGap: 1.5 }}
    >
      <Box aria-hidden sx={{ display: 'flex', flexDirection: 'column', alignItems: 'center' }}>
        <Box
          sx={{
            width: 12,
            height: 12,
            mt: '7px',
            borderRadius: '50%',
            flexShrink: 0,
            bgcolor: warn ? 'error.main' : latest ? 'primary.main' : 'divider',
          }}
        />
        {!last && <Box sx={{ width: 2, flex: 1, bgcolor: 'divider', mt: 0.5 }} />}
      </Box>
      <Box sx={{ pb: last ? 0 : 2.25, minWidth: 0 }}>
        <Typography component="div" sx={{ fontWeight: 650, color: warn ? 'error.main' : 'text.primary' }}>
          {say(texts[entry.type], entry.type)}
          {entry.type === 'raised' ? ` → ${say(tierTexts[entry.tier])}` : ''}
          {entry.type === 'dispatched' || entry.type === 'reassigned'
            ? ` → ${entry.ownerName ?? roleName(entry.owner.role)}`
            : ''}
        </Typography>
        <Typography variant="body2" component="div" sx={{ color: 'text.secondary' }}>
          {entry.actorName ?? t('incidents.system')} · <Moment at={entry.at} />
        </Typography>
        {entry.note && (
          <Typography sx={{ mt: 0.5, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {entry.note}
          </Typography>
        )}
        <Photos hashes={entry.photos} />
        <Submissions entry={entry} incident={incident} />
      </Box>
    </Box>
  )
}

function Photos({ hashes }: { readonly hashes: readonly string[] }) {
  const t = useWords()
  if (hashes.length === 0) return null
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 1 }}>
      {hashes.map((hash, index) => (
        <MuiLink key={hash} href={attachmentUrl(hash)} target="_blank" rel="noreferrer">
          <Box
            component="img"
            src={attachmentUrl(hash)}
            alt={t('incidents.photoOf', { n: index + 1 })}
            loading="lazy"
            sx={{
              width: 120,
              height: 90,
              objectFit: 'cover',
              borderRadius: 2,
              border: 1,
              borderColor: 'divider',
              display: 'block',
            }}
          />
        </MuiLink>
      ))}
    </Box>
  )
}

/** The forms that were filled in for this step. */
function Submissions({
  entry,
  incident,
}: {
  readonly entry: TimelineEntry
  readonly incident: IncidentDetail
}) {
  const say = useSay()
  const { data: installation } = useInstallation(entry.forms.length > 0 ? incident.installation : null)
  const { data } = useGetList<SubmissionRow>(
    'submissions',
    {
      pagination: { page: 1, perPage: 50 },
      sort: { field: 'at', order: 'DESC' },
      filter: { incident: incident.id },
    },
    { enabled: entry.forms.length > 0 },
  )
  return entry.forms.map((form) => {
    const submission = nearest(
      (data ?? []).filter((one) => one.form === form),
      entry.at,
    )
    const title = say(installation?.contract?.forms[form]?.title, form)
    return (
      <Box key={form} sx={{ mt: 0.5 }}>
        {submission ? (
          <TextLink to={`/submissions/${encodeURIComponent(submission.id)}`}>{title}</TextLink>
        ) : (
          title
        )}
      </Box>
    )
  })
}

/** A form may be filled in again after rework: the one handed in with the step is nearest to it. */
function nearest(submissions: readonly SubmissionRow[], at: string): SubmissionRow | undefined {
  const away = (one: SubmissionRow) => Math.abs(Date.parse(one.at) - Date.parse(at))
  return [...submissions].sort((a, b) => away(a) - away(b))[0]
}
