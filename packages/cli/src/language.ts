import type { Text } from '@linli/kernel'

/** The terminal's language: Chinese, unless the environment asks for English. */
export const language: keyof Text = /^en/i.test(
  process.env.LINLI_LANG ?? process.env.LC_ALL ?? process.env.LANG ?? 'zh',
)
  ? 'en'
  : 'zh'

/** One sentence in the terminal's language. */
export const say = (zh: string, en: string): string => (language === 'zh' ? zh : en)
