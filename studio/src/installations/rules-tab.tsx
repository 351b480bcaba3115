import type { Rule } from '@linli/kernel'
import { Box, Button, Typography } from '@mui/material'
import { useSay, useWords } from '../i18n/words.ts'
import { Mark } from '../parts/chips.tsx'
import { Section } from '../parts/page.tsx'
import { Empty } from '../parts/states.tsx'
import { RuleSentence } from '../rules/rule-sentence.tsx'
import type { TabProps } from './installation-page.tsx'
import { useDraft } from './use-draft.ts'

/** The rules as sentences; each can be switched off and on in the draft. */
export function RulesTab({ installation, contract }: TabProps) {
  const t = useWords()
  const { draft } = installation
  const { busy, save } = useDraft(installation)
  const toggle = (rule: Rule) => {
    const { muted: _muted, ...bare } = rule
    const next: Rule = rule.muted ? bare : { ...bare, muted: true }
    void save({ rules: draft.rules.map((one) => (one.id === rule.id ? next : one)) })
  }
  if (draft.rules.length === 0)
    return (
      <Section>
        <Empty title={t('installations.noRules')} />
      </Section>
    )
  return (
    <Box
      component="ul"
      aria-label={t('installations.rules')}
      sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1.5 }}
    >
      {draft.rules.map((rule) => (
        <RuleCard
          key={rule.id}
          rule={rule}
          installation={installation}
          contract={contract}
          busy={busy}
          onToggle={() => toggle(rule)}
        />
      ))}
    </Box>
  )
}

function RuleCard({
  rule,
  installation,
  contract,
  busy,
  onToggle,
}: TabProps & { readonly rule: Rule; readonly busy: boolean; readonly onToggle: () => void }) {
  const t = useWords()
  const say = useSay()
  return (
    <Box
      component="li"
      sx={{
        bgcolor: 'background.paper',
        border: 1,
        borderColor: 'divider',
        borderRadius: 3,
        px: { xs: 2, md: 2.5 },
        py: 1.75,
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap', mb: 0.5 }}>
        <Typography variant="h3" component="h2" sx={{ flex: '1 1 200px' }}>
          {say(rule.title, rule.id)}
        </Typography>
        <Mark tone={rule.muted ? 'neutral' : 'success'}>
          {t(rule.muted ? 'installations.muted' : 'installations.on')}
        </Mark>
        <Button
          onClick={onToggle}
          disabled={busy}
          aria-label={`${t(rule.muted ? 'installations.unmute' : 'installations.mute')}：${say(rule.title, rule.id)}`}
          data-testid="toggle-rule"
        >
          {t(rule.muted ? 'installations.unmute' : 'installations.mute')}
        </Button>
      </Box>
      <Box sx={{ opacity: rule.muted ? 0.75 : 1 }}>
        <RuleSentence rule={rule} contract={contract} settings={installation.draft.settings} />
      </Box>
    </Box>
  )
}
