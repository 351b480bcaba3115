import type { Text } from '@linli/kernel'
import type { OutcomeError } from '@linli/sandbox'

/** What `unreadable` of the SDK looks like once it has come out of the sandbox: English, a line break, Chinese, and where in the script it was thrown. */
const ownSentence = /^Unreadable: ([^\n]+)\n([^\n]+?)(?: \([^()\n]*:\d+:\d+\))?$/

/** Why foreign code failed, for people: its own sentence where it gave one, else what the sandbox says. */
export function guestReason({ code, params, text }: OutcomeError): Text {
  const [, en, zh] = ownSentence.exec(params.detail ?? '') ?? []
  if (en !== undefined && zh !== undefined) return { zh, en }
  return { zh: `${code}：${text.zh}`, en: `${code}: ${text.en}` }
}
