import { Box, Typography } from '@mui/material'
import { fieldsOf, labelOf } from '../contract/field.ts'
import { useLanguage, useSay, useWords } from '../i18n/words.ts'
import { Facts } from '../parts/facts.tsx'
import { Section } from '../parts/page.tsx'
import type { TabProps } from './installation-page.tsx'
import { Needs } from './needs.tsx'

/** What a scenario is made of, read from its contract. */
export function OverviewTab({ installation, contract }: TabProps) {
  const t = useWords()
  const say = useSay()
  const locale = useLanguage()
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { md: '1fr 1fr' }, alignItems: 'start' }}>
      <Section title={t('installations.models')}>
        <Facts
          facts={Object.entries(contract.devices).map(([name, model]) => ({
            name: say(model.title, name),
            value:
              fieldsOf({ properties: model.properties })
                .map(([property, field]) => labelOf(field, property, locale))
                .join(locale === 'zh' ? '、' : ', ') || t('common.none'),
          }))}
        />
      </Section>
      <Section title={t('installations.sources')}>
        <Facts
          facts={Object.entries(contract.sources).map(([name, source]) => ({
            name: say(source.title, name),
            value: `${source.kind.toUpperCase()} · ${source.dialect}`,
          }))}
        />
        <Needs contract={contract} />
        <Typography variant="body2" sx={{ color: 'text.secondary', mt: 2 }}>
          {installation.plugin} {installation.pluginVersion}
        </Typography>
      </Section>
    </Box>
  )
}
