import type { Contract } from '@linli/sdk'
import BoltIcon from '@mui/icons-material/BoltOutlined'
import LockIcon from '@mui/icons-material/LockOutlined'
import { Box, Typography } from '@mui/material'
import { useSay, useWords } from '../i18n/words.ts'

/** What a scenario asks for, each with its reason. */
export function Needs({ contract }: { readonly contract: Contract }) {
  const t = useWords()
  const say = useSay()
  if (contract.capabilities.length === 0) return null
  return (
    <Box sx={{ mt: 2 }}>
      <Typography variant="h3" sx={{ mb: 1 }}>
        {t('installations.asks')}
      </Typography>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
        {contract.capabilities.map((capability) => {
          const command =
            capability.kind === 'command'
              ? contract.devices[capability.device]?.commands?.[capability.name]
              : undefined
          const Icon = capability.kind === 'command' ? BoltIcon : LockIcon
          return (
            <Box component="li" key={JSON.stringify(capability)} sx={{ display: 'flex', gap: 1.25 }}>
              <Icon aria-hidden sx={{ color: 'text.secondary', mt: 0.25 }} />
              <span>
                <Typography component="span" sx={{ display: 'block', fontWeight: 600 }}>
                  {capability.kind === 'command'
                    ? t('installations.asksCommand', { name: say(command?.title, capability.name) })
                    : capability.kind === 'http'
                      ? t('installations.asksHttp')
                      : t('installations.asksData', { class: capability.class })}
                </Typography>
                <Typography component="span" variant="body2" sx={{ color: 'text.secondary' }}>
                  {say(capability.why)}
                </Typography>
              </span>
            </Box>
          )
        })}
      </Box>
    </Box>
  )
}
