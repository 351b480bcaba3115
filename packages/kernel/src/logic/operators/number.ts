import type { Json } from '../../rule.ts'
import type { Operators, Value } from '../closure.ts'
import { finite, typed } from './typed.ts'

/** Nearest number with so many decimals; what lies in the middle goes away from zero. */
function round(value: number, digits: number): number {
  const shifted = Math.round(Number(`${Math.abs(value)}e${digits}`))
  const back = Number(`${shifted}e${-digits}`)
  const result = Number.isFinite(back) ? back : Math.abs(value)
  return value < 0 ? -result || 0 : result
}

function onNumber(apply: (value: number) => number) {
  return typed(([value]: readonly Json[]): Value => {
    const number = finite(value)
    return number === undefined ? undefined : apply(number)
  })
}

function isDigits(value: number | undefined): value is number {
  return value !== undefined && Number.isInteger(value) && value >= 0 && value <= 10
}

/** Operators on one number: its size without sign, and what it is rounded to. */
export const number: Operators = {
  abs: { takes: [1, 1], build: onNumber(Math.abs) },
  floor: { takes: [1, 1], build: onNumber(Math.floor) },
  ceil: { takes: [1, 1], build: onNumber((value) => Math.ceil(value) || 0) },
  round: {
    takes: [1, 2],
    build: typed(([value, decimals = 0]) => {
      const number = finite(value)
      const digits = finite(decimals)
      return number === undefined || !isDigits(digits) ? undefined : round(number, digits)
    }),
  },
}
