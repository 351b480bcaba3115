import { kernelError } from '../errors.ts'
import type { Json } from '../rule.ts'
import { createBudget } from './budget.ts'
import type { Closure, Compiler, Variables } from './closure.ts'
import { nearest } from './nearest.ts'
import { operators } from './operators/operators.ts'
import { dataVariables } from './path.ts'
import { type Logic, parseLogic } from './tree.ts'

/** `standard`: plain JSONLogic. `three-valued`: what is absent or out of date is unknown, and so is what depends on it. */
export type Mode = 'standard' | 'three-valued'

/** How to compile. Names are paths into the frame's data unless `variables` says otherwise. */
export interface CompileOptions {
  readonly mode: Mode
  readonly variables?: Variables
}

/** Compiles JSONLogic into closures, once for many evaluations; refuses unknown operators with a code. Needs no `eval`. */
export function compileLogic(logic: Json, options: CompileOptions): Closure {
  return compileTree(parseLogic(logic), options)
}

/** As `compileLogic`, from a tree. */
export function compileTree(tree: Logic, options: CompileOptions): Closure {
  const budget = createBudget()
  const outer = compilerFor(options.mode, options.variables ?? dataVariables, budget)
  const run = outer.compile(tree)
  if (!iterates(tree)) return run
  return (frame) => {
    budget.reset()
    return run(frame)
  }
}

function compilerFor(mode: Mode, variables: Variables, budget: Compiler['budget']): Compiler {
  const compiler: Compiler = {
    threeValued: mode === 'three-valued',
    variables,
    budget,
    compile: (logic) => compileNode(logic, compiler),
    body(logic) {
      const inner = variables === dataVariables ? compiler : compilerFor(mode, dataVariables, budget)
      return { run: inner.compile(logic), nodes: countNodes(logic) }
    },
  }
  return compiler
}

function compileNode(logic: Logic, compiler: Compiler): Closure {
  switch (logic.kind) {
    case 'literal':
    case 'data': {
      const { value } = logic
      return () => value
    }
    case 'list':
      return compileList(logic.items.map(compiler.compile))
    case 'call': {
      const operator = operators.get(logic.operator)
      if (operator === undefined) throw unknownOperator(logic.operator)
      return operator.build(logic.args, compiler)
    }
  }
}

function compileList(items: readonly Closure[]): Closure {
  return (frame) => {
    const values: Json[] = []
    for (const item of items) {
      const value = item(frame)
      if (value === undefined) return undefined
      values.push(value)
    }
    return values
  }
}

function unknownOperator(operator: string) {
  const near = nearest(operator, operators.keys())
  return kernelError('kernel.unknown-operator', {
    at: 'logic',
    operator,
    hint: near === null ? '' : `Did you mean "${near}"?`,
  })
}

/** How many nodes a tree has. */
export function countNodes(logic: Logic): number {
  const inner = logic.kind === 'list' ? logic.items : logic.kind === 'call' ? logic.args : []
  return inner.reduce((sum, item) => sum + countNodes(item), 1)
}

const budgeted: ReadonlySet<string> = new Set([
  'map',
  'filter',
  'reduce',
  'all',
  'some',
  'none',
  'merge',
  'cat',
  'unique',
  'union',
  'intersection',
  'difference',
  'subset',
  'disjoint',
  'matches',
])

function iterates(logic: Logic): boolean {
  if (logic.kind === 'list') return logic.items.some(iterates)
  return logic.kind === 'call' && (budgeted.has(logic.operator) || logic.args.some(iterates))
}
