import { Box, Button, TextField } from '@mui/material'
import { lazy, Suspense, useState } from 'react'
import { answered, api } from '../api/client.ts'
import { useWrite } from '../api/use-write.ts'
import { fieldsOf } from '../contract/field.ts'
import { useWords } from '../i18n/words.ts'
import { Section } from '../parts/page.tsx'
import { Waiting } from '../parts/states.tsx'
import type { SourceRow, SourceSpec } from './source.ts'

const SchemaForm = lazy(() => import('../forms/schema-form.tsx'))

type Settings = Readonly<Record<string, unknown>>

/** Name and settings of a source; what is saved is in force at once. */
export function SourceSettings({ source, spec }: { readonly source: SourceRow; readonly spec: SourceSpec }) {
  const t = useWords()
  const known = fieldsOf(spec.settings).map(([name]) => name)
  const saved: Settings = Object.fromEntries(
    Object.entries(source.config ?? {}).filter(([name]) => known.includes(name)),
  )
  const [name, setName] = useState(source.name)
  const [config, setConfig] = useState(saved)
  const [valid, setValid] = useState(true)
  const { busy, write } = useWrite()
  const submit = () => {
    if (!valid || !name.trim()) return
    const body = { name: name.trim(), ...(known.length > 0 ? { config } : {}) }
    void write(
      () => answered(api.PATCH('/api/sources/{id}', { params: { path: { id: source.id } }, body })),
      { done: t('sources.saved'), resources: ['sources'] },
    )
  }
  return (
    <Section title={t('sources.settings')} id="source-settings">
      <TextField
        fullWidth
        required
        label={t('sources.name')}
        value={name}
        error={!name.trim()}
        onChange={(event) => setName(event.target.value)}
        slotProps={{ htmlInput: { maxLength: 100 } }}
      />
      {known.length > 0 && (
        <Suspense fallback={<Waiting rows={2} />}>
          <SchemaForm
            schema={spec.settings}
            values={config}
            eager
            onChange={(values, holds) => {
              setConfig(values)
              setValid(holds)
            }}
          />
        </Suspense>
      )}
      <Box sx={{ mt: 2 }}>
        <Button variant="contained" disabled={busy || !valid || !name.trim()} onClick={submit}>
          {t('common.save')}
        </Button>
      </Box>
    </Section>
  )
}
