import type { CommandSpec, Contract } from '@linli/sdk'
import {
  Alert,
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Typography,
} from '@mui/material'
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useGetList, useNotify } from 'react-admin'
import { answered, api, type Schemas } from '../api/client.ts'
import { useComplain } from '../api/refusal.ts'
import { fieldsOf } from '../contract/field.ts'
import { modelName } from '../contract/use-contract.ts'
import { useSay, useWords } from '../i18n/words.ts'
import { Section } from '../parts/page.tsx'
import { Waiting } from '../parts/states.tsx'
import { Moment } from '../parts/times.tsx'
import { CommandState } from './command-state.tsx'
import type { DeviceRow } from './device.ts'

const SchemaForm = lazy(() => import('../forms/schema-form.tsx'))

type CommandRow = Schemas['Command']

/** What a device can be told, from its model; each one asked back before it leaves. */
export function Commands({ device, contract }: { readonly device: DeviceRow; readonly contract: Contract }) {
  const t = useWords()
  const say = useSay()
  const [chosen, setChosen] = useState<string | null>(null)
  const commands = contract.devices[modelName(device.model).name]?.commands ?? {}
  if (Object.keys(commands).length === 0) return null
  return (
    <Section title={t('devices.commands')} id="commands">
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        {Object.entries(commands).map(([name, spec]) => (
          <Button
            key={name}
            variant="outlined"
            onClick={() => setChosen(name)}
            data-testid={`command-${name}`}
          >
            {say(spec.title, name)}
          </Button>
        ))}
      </Box>
      <CommandLog device={device} commands={commands} />
      {chosen && commands[chosen] && (
        <CommandDialog
          device={device}
          name={chosen}
          spec={commands[chosen]}
          onClose={() => setChosen(null)}
        />
      )}
    </Section>
  )
}

function CommandDialog({
  device,
  name,
  spec,
  onClose,
}: {
  readonly device: DeviceRow
  readonly name: string
  readonly spec: CommandSpec
  readonly onClose: () => void
}) {
  const t = useWords()
  const say = useSay()
  const title = say(spec.title, name)
  const { busy, run } = useCommand(device, name, title, onClose)
  const [args, setArgs] = useState<Readonly<Record<string, unknown>>>({})
  const [valid, setValid] = useState(fieldsOf(spec.args).length === 0)
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="command-title">
      <DialogTitle id="command-title">{title}</DialogTitle>
      <DialogContent>
        <Typography>{t('devices.commandConfirm', { device: device.name, command: title })}</Typography>
        {spec.kind === 'pulse' && (
          <Alert severity="info" sx={{ mt: 2 }}>
            {t('devices.commandOnce')}
          </Alert>
        )}
        {fieldsOf(spec.args).length > 0 && (
          <Suspense fallback={<Waiting rows={2} />}>
            <SchemaForm
              schema={spec.args}
              values={args}
              onChange={(values, holds) => {
                setArgs(values)
                setValid(holds)
              }}
            />
          </Suspense>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button
          variant="contained"
          disabled={busy || !valid}
          onClick={() => void run(args)}
          data-testid="confirm"
        >
          {t('devices.commandRun')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

function useCommand(device: DeviceRow, name: string, title: string, onClose: () => void) {
  const t = useWords()
  const notify = useNotify()
  const complain = useComplain()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const run = async (args: Readonly<Record<string, unknown>>) => {
    setBusy(true)
    try {
      await answered(
        api.POST('/api/devices/{id}/commands', {
          params: { path: { id: device.id } },
          body: { name, args: { ...args } },
        }),
      )
      notify(t('devices.commandSent', { command: title }), { type: 'success' })
      onClose()
      await queries.invalidateQueries({ queryKey: ['commands'] })
    } catch (error) {
      complain(error)
    } finally {
      setBusy(false)
    }
  }
  return { busy, run }
}

function CommandLog({
  device,
  commands,
}: {
  readonly device: DeviceRow
  readonly commands: Readonly<Record<string, CommandSpec>>
}) {
  const t = useWords()
  const say = useSay()
  const { data } = useGetList<CommandRow>('commands', {
    pagination: { page: 1, perPage: 5 },
    sort: { field: 'createdAt', order: 'DESC' },
    filter: { device: device.id },
  })
  if (!data || data.length === 0) return null
  return (
    <Box sx={{ mt: 2.5 }}>
      <Typography variant="h3" sx={{ mb: 1 }}>
        {t('devices.commandLog')}
      </Typography>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
        {data.map((command) => (
          <Box
            component="li"
            key={command.id}
            sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}
          >
            <span>{say(commands[command.name]?.title, command.name)}</span>
            <CommandState state={command.state} />
            <Typography component="span" variant="body2" sx={{ color: 'text.secondary' }}>
              <Moment at={command.createdAt} />
              {command.reason ? ` · ${command.reason}` : ''}
            </Typography>
          </Box>
        ))}
      </Box>
    </Box>
  )
}
