import { useWordOf } from '../i18n/words.ts'
import { Mark, type Tone } from '../parts/chips.tsx'

const tones: Readonly<Record<string, Tone>> = {
  confirmed: 'success',
  received: 'success',
  sent: 'info',
  pending: 'info',
  rejected: 'error',
  unknown: 'warning',
  expired: 'warning',
}

/** How a command stands; 结果未知 is a state of its own. */
export function CommandState({ state }: { readonly state: string }) {
  const word = useWordOf()
  return <Mark tone={tones[state] ?? 'neutral'}>{word('command', state)}</Mark>
}
