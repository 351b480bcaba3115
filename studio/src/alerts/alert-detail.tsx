import { Typography } from '@mui/material'
import { serverNow } from '../api/server-clock.ts'
import { type Field, labelOf } from '../contract/field.ts'
import { valueWords } from '../contract/value-words.ts'
import { useLanguage, useWords } from '../i18n/words.ts'
import { useInstallation } from '../installations/use-installation.ts'
import { Facts } from '../parts/facts.tsx'
import { detailFields } from '../rules/detail-fields.ts'
import type { AlertRow } from './alert.ts'

/** What the rule noted when it fired, under the contract's own names. */
export function AlertDetail({ alert }: { readonly alert: AlertRow }) {
  const t = useWords()
  const locale = useLanguage()
  const { data: installation } = useInstallation(alert.installation)
  const contract = installation?.contract
  const rules = (installation?.published ?? installation?.draft)?.rules
  const rule = rules?.find((one) => one.id === alert.rule)
  const fields: ReadonlyMap<string, Field> = contract && rule ? detailFields(rule, contract) : new Map()
  const entries = Object.entries(alert.detail ?? {})
  if (entries.length === 0) return <Typography sx={{ color: 'text.secondary' }}>{t('common.none')}</Typography>
  return (
    <Facts
      facts={entries.map(([name, value]) => ({
        name: labelOf(fields.get(name), name, locale),
        value: valueWords(value, fields.get(name), locale, serverNow()),
      }))}
    />
  )
}
