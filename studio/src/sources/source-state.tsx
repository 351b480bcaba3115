import { useWordOf } from '../i18n/words.ts'
import { Mark, type Tone } from '../parts/chips.tsx'
import type { SourceRow } from './source.ts'

const tones: Readonly<Record<string, Tone>> = {
  up: 'success',
  starting: 'info',
  down: 'error',
  stopped: 'neutral',
}

/** How a source stands: stopped by a person, or what its connection says. */
export function SourceState({ source }: { readonly source: SourceRow }) {
  const word = useWordOf()
  const state = source.state === 'stopped' ? 'stopped' : (source.status?.state ?? 'starting')
  return <Mark tone={tones[state] ?? 'neutral'}>{word('sourceState', state)}</Mark>
}
