import type { Json } from '@linli/kernel'
import { Box, Button, Typography } from '@mui/material'
import { lazy, Suspense, useEffect, useState } from 'react'
import { fieldsOf } from '../contract/field.ts'
import { useWords } from '../i18n/words.ts'
import { Section } from '../parts/page.tsx'
import { Empty, Waiting } from '../parts/states.tsx'
import type { TabProps } from './installation-page.tsx'
import { useDraft } from './use-draft.ts'

const SchemaForm = lazy(() => import('../forms/schema-form.tsx'))

type Settings = Readonly<Record<string, unknown>>

/** The settings of the contract as a form over the draft. */
export function SettingsTab({ installation, contract }: TabProps) {
  const t = useWords()
  const saved: Settings = installation.draft.settings
  const [values, setValues] = useState<Settings>(saved)
  const [valid, setValid] = useState(true)
  const [tried, setTried] = useState(false)
  const { busy, save } = useDraft(installation)
  const version = JSON.stringify(saved)
  const dirty =
    JSON.stringify(withDefaults(values, contract)) !== JSON.stringify(withDefaults(saved, contract))
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows what is saved, by content
  useEffect(() => setValues(saved), [version])
  useLeaveWarning(dirty)

  if (fieldsOf(contract.settings).length === 0)
    return (
      <Section>
        <Empty title={t('installations.noSettings')} />
      </Section>
    )
  const submit = () => {
    setTried(true)
    if (valid) void save({ settings: values as Readonly<Record<string, Json>> })
  }
  return (
    <Section title={t('installations.settings')} id="settings">
      <Typography sx={{ color: 'text.secondary', mb: 1 }}>{t('installations.draftOf')}</Typography>
      <Box sx={{ maxWidth: 640 }}>
        <Suspense fallback={<Waiting />}>
          <SchemaForm
            schema={contract.settings}
            values={values}
            strict={tried}
            eager
            onChange={(next, holds) => {
              setValues(next)
              setValid(holds)
            }}
          />
        </Suspense>
        <Box sx={{ display: 'flex', gap: 1.5, flexWrap: 'wrap', alignItems: 'center', mt: 2 }}>
          <Button variant="contained" disabled={busy || !dirty} onClick={submit} data-testid="save-draft">
            {t('installations.saveDraft')}
          </Button>
          {dirty && (
            <>
              <Button onClick={() => setValues(saved)}>{t('installations.discard')}</Button>
              <Typography variant="body2" sx={{ color: 'warning.main' }}>
                {t('installations.unsaved')}
              </Typography>
            </>
          )}
        </Box>
      </Box>
    </Section>
  )
}

/** In the contract's order and with its defaults, so that only real differences count. */
function withDefaults(values: Settings, contract: TabProps['contract']): Settings {
  return Object.fromEntries(
    fieldsOf(contract.settings).map(([name, field]) => [name, values[name] ?? field.default ?? null]),
  )
}

/** The browser asks before a page with unsaved changes is closed. */
function useLeaveWarning(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [dirty])
}
