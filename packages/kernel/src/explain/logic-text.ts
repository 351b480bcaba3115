import { type Logic, parseLogic } from '../logic/tree.ts'
import type { Json } from '../rule.ts'

const signs: Readonly<Record<string, string>> = {
  '==': '=',
  '===': '=',
  '!=': '≠',
  '!==': '≠',
  '<': '<',
  '<=': '≤',
  '>': '>',
  '>=': '≥',
  '+': '+',
  '-': '−',
  '*': '×',
  '/': '÷',
}

/** One piece of a condition in a line: operators as signs, names by their labels, settings with their values. */
export function logicText(
  logic: Json,
  language: 'zh' | 'en',
  label: (name: string) => string,
  settings: ReadonlyMap<string, Json>,
): string {
  const show = (one: Logic): string => {
    if (one.kind === 'literal' || one.kind === 'data') return plain(one.value as Json)
    if (one.kind === 'list') return `[${one.items.map(show).join(', ')}]`
    const [first, second] = one.args
    if (one.operator === 'var' && first?.kind === 'literal') return named(String(first.value))
    const sign = signs[one.operator]
    if (sign && first && second) return one.args.map(show).join(` ${sign} `)
    if ((one.operator === '!' || one.operator === '!!') && first)
      return `${one.operator === '!' ? (language === 'zh' ? '非' : 'not ') : ''}${show(first)}`
    if (one.operator === 'and' || one.operator === 'or') {
      const word =
        one.operator === 'and' ? (language === 'zh' ? ' 且 ' : ' and ') : language === 'zh' ? ' 或 ' : ' or '
      return one.args.map(show).join(word)
    }
    return `${one.operator}(${one.args.map(show).join(', ')})`
  }
  const named = (name: string) => {
    const value = settings.get(name)
    return value === undefined
      ? label(name)
      : `${plain(value)}${language === 'zh' ? `（${label(name)}）` : ` (${label(name)})`}`
  }
  return show(parseLogic(logic))
}

function plain(value: Json): string {
  return typeof value === 'string' ? `"${value}"` : JSON.stringify(value)
}
