import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { root } from './command.ts'

const pages = globSync(['*.md', 'docs/**/*.md', '{packages,plugins,examples}/*/*.md', 'studio/*.md'], {
  cwd: root,
  exclude: (name) => name.includes('node_modules'),
})

const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const withoutCode = (text: string) => text.replace(/^```[\s\S]*?^```/gm, '')

/** The id that a heading gets as a link's target. */
const anchorOf = (heading: string) =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')

function anchors(file: string): string[] {
  return [...withoutCode(read(file)).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading))
}

/** What is wrong with the relative links of a page. */
function brokenLinks(page: string): string[] {
  const links = [...withoutCode(read(page)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
  return links
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => {
      const [file = '', anchor] = target.split('#')
      const wanted = file === '' ? page : path.join(path.dirname(page), file)
      if (!existsSync(path.join(root, wanted))) return true
      return anchor !== undefined && !anchors(wanted).includes(anchor)
    })
    .map((target) => `${page}: ${target}`)
}

const folders = '(?:packages|plugins|examples|studio|docs|test|src|golden|bin)'
const pathLike = new RegExp(`(?<![\\w./-])(${folders}/[\\w@./-]+)`, 'g')

/** Paths of the repository named in code, also in commands; `src/…` and `golden/` are meant from the page's folder. */
function missingPaths(page: string): string[] {
  const code = [...read(page).matchAll(/^```[\s\S]*?^```|`[^`\n]+`/gm)].map(([text]) => text)
  return code
    .flatMap((text) => [...text.matchAll(pathLike)].map(([, name = '']) => name.replace(/[.,]$/, '')))
    .filter((name) => !/(^|\/)(dist|node_modules)(\/|$)/.test(name))
    .filter((name) => !existsSync(path.join(root, path.dirname(page), name)))
    .filter((name) => /^(src|golden|bin)\//.test(name) || !existsSync(path.join(root, name)))
    .map((name) => `${page}: ${name}`)
}

test('there are pages to look at', () => {
  expect(pages).toContain('README.md')
  expect(pages).toContain('docs/architecture.md')
})

test('every relative link leads somewhere, to a heading that is there', () => {
  expect(pages.flatMap(brokenLinks)).toEqual([])
})

test('every path that is named exists', () => {
  expect(pages.flatMap(missingPaths)).toEqual([])
})

test('every page of docs is in its index or linked from a page that is', () => {
  const index = pages.filter((page) => /^docs\/[^/]+\.md$/.test(page)).map((page) => read(page))
  const orphans = pages
    .filter((page) => page.startsWith('docs/') && page !== 'docs/README.md')
    .filter((page) => !index.some((text) => text.includes(`(${page.slice('docs/'.length)})`)))
  expect(orphans).toEqual([])
})

test('the README has at most 120 lines', () => {
  expect(read('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(120)
})

test('the scenario in the README is the one that is compiled', () => {
  const [, shown = ''] = /^```ts\n([\s\S]*?)^```/m.exec(read('README.md')) ?? []
  expect(shown.length).toBeGreaterThan(100)
  expect(read('examples/vendor-plugin/src/contract.ts')).toContain(shown)
})

test('the scripts that the README names are there', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  const named = [...read('README.md').matchAll(/\bnpm (?:run (?:-s )?)?(start|test|linli)\b/g)]
  expect(named.length).toBeGreaterThan(2)
  expect(named.map(([, script = '']) => script).filter((script) => !(script in scripts))).toEqual([])
})
