import { Typography } from '@mui/material'
import { useNow } from '../api/use-now.ts'
import { type Field, labelOf } from '../contract/field.ts'
import { valueWords } from '../contract/value-words.ts'
import { useLanguage, useWords } from '../i18n/words.ts'
import { inForce } from '../installations/installation.ts'
import { useInstallation } from '../installations/use-installation.ts'
import { Facts } from '../parts/facts.tsx'
import { detailFields } from '../rules/detail-fields.ts'

interface DetailFactsProps {
  readonly installation: string | null
  /** The rule that noted them; without one, any rule of the installation may have. */
  readonly rule?: string
  readonly detail: Readonly<Record<string, unknown>>
}

/** What a rule noted when it fired, under the contract's own names. */
export function DetailFacts({ installation: id, rule, detail }: DetailFactsProps) {
  const t = useWords()
  const locale = useLanguage()
  const now = useNow()
  const { data: installation } = useInstallation(id)
  const contract = installation?.contract
  const rules = installation ? inForce(installation).rules : []
  const fields: ReadonlyMap<string, Field> = contract
    ? detailFields(rule ? rules.filter((one) => one.id === rule) : rules, contract)
    : new Map()
  const entries = Object.entries(detail)
  if (entries.length === 0)
    return <Typography sx={{ color: 'text.secondary' }}>{t('common.none')}</Typography>
  return (
    <Facts
      facts={entries.map(([name, value]) => ({
        name: labelOf(fields.get(name), name, locale),
        value: valueWords(value, fields.get(name), locale, now),
      }))}
    />
  )
}
