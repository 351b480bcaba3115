import { waitingTexts } from '@linli/flow'
import MoreIcon from '@mui/icons-material/MoreHorizOutlined'
import { Alert, Box, Button, Menu, MenuItem } from '@mui/material'
import { useState } from 'react'
import { useRoleName } from '../contract/use-people.ts'
import { useSay, useWords } from '../i18n/words.ts'
import { ActionDialog } from './action-dialog.tsx'
import type { IncidentDetail, NextStep } from './incident.ts'

/** One primary button for the next legal step; what else is legal stands beside it and under 其他操作. */
export function NextSteps({ incident }: { readonly incident: IncidentDetail }) {
  const [chosen, setChosen] = useState<NextStep | null>(null)
  if (!incident.step) return null
  const steps = incident.steps
  const primary = steps.find((step) => step.primary)
  return (
    <Box
      data-testid="next-steps"
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, mt: 2, alignItems: 'center' }}
    >
      {primary ? (
        <PrimaryButton step={primary} onClick={() => setChosen(primary)} />
      ) : (
        <WaitingForOthers incident={incident} />
      )}
      <OtherSteps steps={steps.filter((step) => step !== primary)} onChoose={setChosen} />
      {chosen && <ActionDialog incident={incident} step={chosen} onClose={() => setChosen(null)} />}
    </Box>
  )
}

function PrimaryButton({ step, onClick }: { readonly step: NextStep; readonly onClick: () => void }) {
  const say = useSay()
  return (
    <Button
      variant="contained"
      size="large"
      onClick={onClick}
      data-testid={`action-${step.action}`}
      sx={{ minWidth: { xs: '100%', sm: 200 } }}
    >
      {say(step.title, step.action)}
    </Button>
  )
}

function WaitingForOthers({ incident }: { readonly incident: IncidentDetail }) {
  const t = useWords()
  const say = useSay()
  const roleName = useRoleName()
  const who = incident.ownerName ?? roleName(incident.ownerRole)
  return (
    <Alert severity="info" sx={{ flex: '1 1 280px' }}>
      {t('incidents.nothing')} · {incident.step ? say(waitingTexts[incident.step]) : ''} · {who}
    </Alert>
  )
}

/** Up to two more as buttons, the rest in a menu. */
function OtherSteps({
  steps,
  onChoose,
}: {
  readonly steps: readonly NextStep[]
  readonly onChoose: (step: NextStep) => void
}) {
  const t = useWords()
  const say = useSay()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const shown = steps.length <= 2 ? steps : steps.slice(0, 1)
  const hidden = steps.slice(shown.length)
  const choose = (step: NextStep) => {
    setAnchor(null)
    onChoose(step)
  }
  return (
    <>
      {shown.map((step) => (
        <Button
          key={step.action}
          variant="outlined"
          size="large"
          onClick={() => choose(step)}
          data-testid={`action-${step.action}`}
        >
          {say(step.title, step.action)}
        </Button>
      ))}
      {hidden.length > 0 && (
        <Button
          variant="outlined"
          size="large"
          startIcon={<MoreIcon aria-hidden />}
          onClick={(event) => setAnchor(event.currentTarget)}
          aria-haspopup="menu"
          data-testid="other-actions"
        >
          {t('incidents.other')}
        </Button>
      )}
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {hidden.map((step) => (
          <MenuItem key={step.action} onClick={() => choose(step)} data-testid={`action-${step.action}`}>
            {say(step.title, step.action)}
          </MenuItem>
        ))}
      </Menu>
    </>
  )
}
