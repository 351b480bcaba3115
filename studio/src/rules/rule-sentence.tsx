import type { Json, Rule } from '@linli/kernel'
import type { Contract } from '@linli/sdk'
import { Box, Typography } from '@mui/material'
import { useLanguage } from '../i18n/words.ts'
import { readRule } from './sentence.ts'

/** A rule in words; what an operator may later change stands out. */
export function RuleSentence({
  rule,
  contract,
  settings,
}: {
  readonly rule: Rule
  readonly contract: Contract
  readonly settings: Readonly<Record<string, Json>>
}) {
  const locale = useLanguage()
  return (
    <Typography data-testid="rule-sentence">
      {readRule(rule, { contract, settings, locale }).map((piece, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a sentence is rendered whole
        <Box component="span" key={index} sx={piece.blank ? { fontWeight: 650, color: 'primary.main' } : {}}>
          {piece.text}
        </Box>
      ))}
    </Typography>
  )
}
