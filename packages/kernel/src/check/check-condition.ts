import { KernelError } from '../errors.ts'
import { countNodes } from '../logic/compile.ts'
import { literalPath } from '../logic/operators/data.ts'
import { operators } from '../logic/operators/operators.ts'
import { type Logic, logicBounds, parseLogic } from '../logic/tree.ts'
import { namesRead } from '../program/names.ts'
import type { Json } from '../rule.ts'
import { checkName, type Reading } from './check-names.ts'
import { checkOperands } from './check-operands.ts'
import { didYouMean, type Findings } from './finding.ts'

/** Finds what is wrong with every condition of a rule: its size, operators, arguments and names. */
export function checkConditions(reading: Reading): void {
  const { when, clear, sequence } = reading.rule
  const lasts = reading.rule.absent === undefined && reading.rule.on.every((one) => 'property' in one)
  checkCondition(when, 'when', reading, lasts)
  checkCondition(clear?.when, 'clear.when', reading, true)
  for (const kind of ['followedBy', 'notFollowedBy'] as const) {
    const step = sequence?.[kind]
    if (step) checkCondition(step.when, `sequence.${kind}.when`, { ...reading, triggers: step.on }, false)
  }
}

function checkCondition(logic: Json | undefined, at: string, reading: Reading, lasts: boolean): void {
  if (logic === undefined) return
  const tree = parsed(logic, at, reading.findings)
  if (tree === null) return
  if (countNodes(tree) > logicBounds.nodes)
    reading.findings.add('kernel.logic-too-large', at, { limit: logicBounds.nodes })
  walk(tree, at, 1, { ...reading, outer: true, lasts })
}

interface Walk extends Reading {
  /** The condition is a state that lasts, not a moment. */
  readonly lasts: boolean
  /** False inside an iteration, where names belong to the element. */
  readonly outer: boolean
}

function parsed(logic: Json, at: string, findings: Findings): Logic | null {
  try {
    return parseLogic(logic)
  } catch (error) {
    if (!(error instanceof KernelError)) throw error
    if (error.code === 'kernel.not-json')
      findings.add('kernel.not-json', at, { found: String(error.params.found) })
    else findings.add('kernel.logic-too-deep', at, { limit: logicBounds.depth })
    return null
  }
}

function walk(logic: Logic, at: string, depth: number, context: Walk): void {
  if (depth === logicBounds.depth + 1)
    context.findings.add('kernel.logic-too-deep', at, { limit: logicBounds.depth })
  if (depth > logicBounds.depth) return
  switch (logic.kind) {
    case 'literal':
    case 'data':
      checkLiteral(logic.value, at, context.findings)
      break
    case 'list':
      for (const [index, item] of logic.items.entries()) walk(item, `${at}[${index}]`, depth + 1, context)
      break
    case 'call':
      checkCall(logic, `${at}.${logic.operator}`, depth, context)
  }
}

function checkLiteral(value: Json, at: string, findings: Findings): void {
  const size =
    typeof value === 'string' ? value.length : typeof value === 'object' ? JSON.stringify(value).length : 0
  if (size > logicBounds.literal) findings.add('kernel.literal-too-large', at, { limit: logicBounds.literal })
}

const iterating: ReadonlySet<string> = new Set(['map', 'filter', 'reduce', 'all', 'some', 'none'])

function checkCall(logic: Extract<Logic, { kind: 'call' }>, at: string, depth: number, context: Walk): void {
  const operator = operators.get(logic.operator)
  if (operator === undefined) {
    context.findings.add(
      'kernel.unknown-operator',
      at,
      { operator: logic.operator },
      didYouMean(logic.operator, operators.keys()),
    )
    return
  }
  const [least, most] = operator.takes
  const found = logic.args.length
  if (found < least || found > most) {
    const wanted = least === most ? String(least) : `${least}–${most === Infinity ? '∞' : most}`
    context.findings.add('kernel.bad-arguments', at, { operator: logic.operator, wanted, found })
  }
  if (context.outer) checkNames(logic, at, context)
  checkOperands(logic, at, context)
  logic.args.forEach((arg, index) => {
    const inside = index === 1 && iterating.has(logic.operator)
    walk(arg, logic.bare ? at : `${at}[${index}]`, depth + 1, inside ? { ...context, outer: false } : context)
  })
}

function checkNames(logic: Extract<Logic, { kind: 'call' }>, at: string, reading: Walk): void {
  if (logic.operator === 'var') {
    const path = literalPath(logic.args[0])
    if (path === undefined) reading.findings.add('kernel.computed-name', at, {})
    else checkName(path, at, reading)
  } else if (['missing', 'missing_some', 'exists'].includes(logic.operator)) {
    const own: Logic = { ...logic, args: logic.args.filter((arg) => arg.kind !== 'call') }
    for (const name of namesRead(own)) checkName(name, at, reading)
  }
}
