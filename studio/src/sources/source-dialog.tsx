import { MenuItem, TextField } from '@mui/material'
import { lazy, Suspense, useState } from 'react'
import { useNavigate } from 'react-router-dom'
import { answered, api } from '../api/client.ts'
import { useWrite } from '../api/use-write.ts'
import { fieldsOf } from '../contract/field.ts'
import { useSay, useWords } from '../i18n/words.ts'
import { CommunityField, useChosenCommunity } from '../parts/community-field.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { Empty, Waiting } from '../parts/states.tsx'
import { useSourceSpecs } from './source.ts'

const SchemaForm = lazy(() => import('../forms/schema-form.tsx'))

type Settings = Readonly<Record<string, unknown>>

/** Configures a connection of a kind that an installed scenario knows. */
export function SourceDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useWords()
  const say = useSay()
  const navigate = useNavigate()
  const specs = useSourceSpecs()
  const [community, setCommunity, communities] = useChosenCommunity()
  const [chosen, setChosen] = useState(0)
  const [name, setName] = useState<string | null>(null)
  const [config, setConfig] = useState<Settings>({})
  const [valid, setValid] = useState(true)
  const [tried, setTried] = useState(false)
  const { busy, write } = useWrite()
  const spec = specs[chosen]
  const called = name ?? say(spec?.title)

  const submit = async () => {
    setTried(true)
    if (!spec || !called.trim() || !valid) return
    const body = {
      name: called.trim(),
      community,
      kind: spec.kind,
      plugin: spec.plugin,
      spec: spec.spec,
      config,
    }
    const done = await write(() => answered(api.POST('/api/sources', { body })), {
      done: t('sources.added', { name: called.trim() }),
      resources: ['sources'],
    })
    if (done) navigate(`/sources/${encodeURIComponent(done.answer.id)}`)
  }

  if (communities.length === 0 || specs.length === 0)
    return (
      <FormDialog
        title={t('sources.add')}
        submit={t('common.save')}
        busy
        disabled
        onSubmit={onClose}
        onClose={onClose}
      >
        <Empty title={t('sources.noCommunity')} hint={t('sources.noCommunityHint')} />
      </FormDialog>
    )
  return (
    <FormDialog
      title={t('sources.add')}
      lead={t('sources.addLead')}
      submit={t('common.save')}
      busy={busy}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextField
        select
        fullWidth
        margin="normal"
        label={t('sources.kind')}
        value={chosen}
        onChange={(event) => {
          setChosen(Number(event.target.value))
          setConfig({})
          setValid(true)
          setTried(false)
        }}
        slotProps={{ htmlInput: { 'data-testid': 'source-kind' } }}
      >
        {specs.map((one, index) => (
          <MenuItem key={`${one.plugin}/${one.spec}`} value={index}>
            {say(one.title, one.spec)}
          </MenuItem>
        ))}
      </TextField>
      <CommunityField value={community} communities={communities} onChange={setCommunity} />
      <TextField
        fullWidth
        required
        margin="normal"
        label={t('sources.name')}
        value={called}
        error={tried && !called.trim()}
        helperText={t('sources.nameHint')}
        onChange={(event) => setName(event.target.value)}
        slotProps={{ htmlInput: { 'data-testid': 'source-name', maxLength: 100 } }}
      />
      {spec && fieldsOf(spec.settings).length > 0 && (
        <Suspense fallback={<Waiting rows={2} />}>
          <SchemaForm
            key={chosen}
            schema={spec.settings}
            values={config}
            strict={tried}
            eager
            onChange={(values, holds) => {
              setConfig(values)
              setValid(holds)
            }}
          />
        </Suspense>
      )}
    </FormDialog>
  )
}
