import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { root } from './command.ts'

/** Which parts may import which: arrows point down only. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  'packages/kernel': [],
  'packages/flow': ['@linli/kernel'],
  'packages/sdk': ['@linli/flow', '@linli/kernel'],
  'packages/sandbox': ['@linli/kernel'],
  'packages/runtime': ['@linli/sandbox', '@linli/sdk', '@linli/flow', '@linli/kernel'],
  'packages/client': [],
  'packages/cli': [
    '@linli/runtime',
    '@linli/sandbox',
    '@linli/sdk',
    '@linli/flow',
    '@linli/kernel',
    '@linli/client',
  ],
  'plugins/*': ['@linli/sdk', '@linli/sdk/testing'],
  studio: ['@linli/client', '@linli/sdk', '@linli/flow', '@linli/kernel'],
}

const sources = Object.keys(arrows).flatMap((part) =>
  globSync(`${part}/**/*.{ts,tsx}`, { cwd: root, exclude: (name) => /node_modules|dist/.test(name) }).map(
    (file) => ({ part, file }),
  ),
)

/** Every module specifier of a file: static, type-only, re-exported and dynamic. */
function imports(file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8').replace(/^\s*(\/\/|\*).*$/gm, '')
  return [...text.matchAll(/(?:\bfrom\s+|\bimport\s*\(\s*|\bimport\s+)['"]([^'"\n]+)['"]/g)].map(
    (match) => match[1] ?? '',
  )
}

test('there are sources to guard', () => {
  expect(sources.length).toBeGreaterThan(100)
})

test('imports between packages point downward only', () => {
  const wrong = sources.flatMap(({ part, file }) =>
    imports(file)
      .filter((name) => name.startsWith('@linli/') || name.startsWith('linli-plugin-'))
      .filter(
        (name) => !arrows[part]?.includes(name) && !(name === '@linli/kernel' && part === 'packages/kernel'),
      )
      .map((name) => `${file} imports ${name}`),
  )
  expect(wrong).toEqual([])
})

test('no relative import leaves its package', () => {
  const wrong = sources.flatMap(({ file }) => {
    const home = file
      .split(path.sep)
      .slice(0, file.startsWith('studio') ? 1 : 2)
      .join('/')
    return imports(file)
      .filter((name) => name.startsWith('.'))
      .filter((name) => !path.normalize(path.join(path.dirname(file), name)).startsWith(home))
      .map((name) => `${file} imports ${name}`)
  })
  expect(wrong).toEqual([])
})

test('the kernel and the flow reach for no I/O, clock or randomness', () => {
  const impure = /\b(Date\.now|new Date|Math\.random|performance\.|process\.|setTimeout|fetch\()|from 'node:/
  const wrong = sources
    .filter(
      ({ part, file }) =>
        ['packages/kernel', 'packages/flow'].includes(part) &&
        /\/src\//.test(file) &&
        !/\.(test|case)\.ts$|\/testing\//.test(file),
    )
    .filter(({ file }) =>
      impure.test(readFileSync(path.join(root, file), 'utf8').replace(/^\s*(\/\/|\*|\/\*\*).*$/gm, '')),
    )
  expect(wrong.map(({ file }) => file)).toEqual([])
})

test('no file is a catch-all', () => {
  const names = sources
    .map(({ file }) => file)
    .filter((file) => /(^|\/)(utils?|helpers?|common|types|misc)(\.tsx?|\/)/.test(file))
  expect(names).toEqual([])
})

test('every package, plugin and example has a README of at most 40 lines', () => {
  const homes = globSync(['packages/*', 'plugins/*', 'examples/*'], { cwd: root }).filter((home) =>
    existsSync(path.join(root, home, 'package.json')),
  )
  const wrong = homes.filter((home) => {
    const readme = path.join(root, home, 'README.md')
    return !existsSync(readme) || readFileSync(readme, 'utf8').split('\n').length > 41
  })
  expect(wrong).toEqual([])
})

test('errors outside tests carry a code', () => {
  const wrong = sources
    .filter(
      ({ file }) =>
        /\/src\//.test(file) &&
        !/\.(test|case|types|fixture)\.tsx?$|\.test\.|\/testing\/|\/simulators\/|sandbox\/src\/guest\//.test(
          file,
        ),
    )
    .filter(({ file }) => /throw new (Error|TypeError)\(/.test(readFileSync(path.join(root, file), 'utf8')))
  expect(wrong.map(({ file }) => file)).toEqual([])
})

test('no plugin is named in the studio', () => {
  const wrong = sources
    .filter(({ part }) => part === 'studio')
    .filter(({ file }) =>
      /smart-parking|falling-objects|elderly-care|charging-piles/.test(
        readFileSync(path.join(root, file), 'utf8'),
      ),
    )
  expect(wrong.map(({ file }) => file)).toEqual([])
})
