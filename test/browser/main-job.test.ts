import { existsSync } from 'node:fs'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { audit, openBrowser, studioPage } from '../../studio/tour.ts'
import { type Linli, startLinli } from '../linli.ts'

const chromium = existsSync('/usr/bin/chromium')
if (!chromium) {
  if (process.env.LINLI_REQUIRE_ALL)
    throw new Error('LINLI_REQUIRE_ALL is set and there is no /usr/bin/chromium')
  console.log('skipped: browser tests need Chromium at /usr/bin/chromium (apt-get install chromium)')
}

type Studio = ReturnType<typeof studioPage>

let linli: Linli
let browser: Browser
const offOrigin: string[] = []
const problems: string[] = []

beforeAll(async () => {
  if (!chromium) return
  // With the device simulators: what happens in this test, they caused.
  linli = await startLinli({ args: [] })
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await linli?.[Symbol.asyncDispose]()
})

async function signedIn(login: string, width = 1280): Promise<Studio> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  })
  context.on('request', (request) => {
    if (!request.url().startsWith(linli.url) && !/^(data|blob):/.test(request.url()))
      offOrigin.push(request.url())
  })
  const page = await context.newPage()
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy/.test(message.text()))
      problems.push(message.text())
  })
  const studio = studioPage(page, linli.url)
  await studio.signIn(login, `linli-${login}`)
  return studio
}

test.skipIf(!chromium)(
  'an alert that a simulator caused appears without reload, is verified, dispatched, signed for and closed with a note',
  { timeout: 240_000 },
  async () => {
    const shequ = await signedIn('shequ')
    await shequ.go('/alerts')
    const loaded = await shequ.page.evaluate(() => performance.timeOrigin)
    const row = shequ.page.getByTestId('alert-row').filter({ hasText: '未登记车辆' })
    await row.first().waitFor({ timeout: 120_000 })
    expect(await shequ.page.evaluate(() => performance.timeOrigin), 'the page was reloaded').toBe(loaded)
    await row.first().click()
    await shequ.page.getByTestId('verify').click()
    expect(await audit(shequ.page, 'verify')).toEqual([])
    await shequ.page.getByTestId('note').fill('已电话核实，情况属实')
    await shequ.page.getByTestId('confirm').click()
    await shequ.page.getByTestId('next-steps').waitFor()
    const route = new URL(shequ.page.url()).hash.slice(1)
    const id = route.split('/').at(-1) as string

    const people: Record<string, Studio> = { shequ }
    const done: string[] = []
    for (let round = 0; round < 12; round++) {
      const next = await whoActs(people, id)
      if (!next) break
      await next.studio.go(route)
      await doStep(next.studio, next.action)
      done.push(next.action)
    }
    expect(done).toEqual(expect.arrayContaining(['dispatch', 'sign', 'close']))
    await shequ.go(route)
    await expect.poll(() => shequ.incidentState(), { timeout: 10_000 }).toMatch(/结案/)
    expect(await shequ.page.getByTestId('timeline-entry').count()).toBeGreaterThan(4)
    expect(await audit(shequ.page, 'incident')).toEqual([])
  },
)

/** The next legal step and an account that may do it; null when there is none left. */
async function whoActs(
  people: Record<string, Studio>,
  id: string,
): Promise<{ studio: Studio; action: string } | null> {
  for (const login of ['wangge', 'wuye', 'wangge-zhang', 'shequ']) {
    people[login] ??= await signedIn(login, login === 'wangge' ? 390 : 1280)
    const answer = await people[login].page.request.get(
      `${linli.url}/api/incidents/${encodeURIComponent(id)}`,
    )
    if (!answer.ok()) continue
    const { steps } = (await answer.json()) as { steps: { action: string; primary: boolean }[] }
    const step = steps.find((one) => one.primary)
    if (step) return { studio: people[login], action: step.action }
  }
  return null
}

/** Opens the step's dialog, fills in whatever it asks for, and confirms; a form that is still being fetched is filled in the next round. */
async function doStep({ page }: Studio, action: string): Promise<void> {
  await page.getByTestId(`action-${action}`).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  for (let round = 0; round < 5; round++) {
    await fillIn(page, dialog)
    await dialog.getByTestId('confirm').click()
    const gone = await dialog.waitFor({ state: 'detached', timeout: 5000 }).then(
      () => true,
      () => false,
    )
    if (gone) return
  }
  throw new Error(`${action} was not taken: ${await dialog.textContent()}`)
}

async function fillIn(page: Page, dialog: Locator): Promise<void> {
  const combobox = dialog.getByRole('combobox')
  if ((await combobox.count()) && (await combobox.first().inputValue()) === '') {
    await combobox.first().click()
    await page.getByRole('option').first().click()
  }
  for (const group of await dialog.getByRole('radiogroup').all()) {
    if ((await group.getByRole('radio', { checked: true }).count()) === 0)
      await group.getByRole('radio').first().check()
  }
  for (const text of await dialog
    .locator('textarea:not([aria-hidden]), input[type=text]:not([role=combobox])')
    .all()) {
    if ((await text.isEditable()) && (await text.inputValue()) === '') await text.fill('已到现场处理')
  }
}

test.skipIf(!chromium)(
  'every page holds in light and dark, at 1280 and 390 px, in Chinese and English',
  { timeout: 240_000 },
  async () => {
    const { tour } = await import('../../studio/tour.ts')
    const out = process.env.LINLI_TOUR
    const visitor = { url: linli.url, login: 'shequ', password: 'linli-shequ', ...(out ? { out } : {}) }
    const report = await tour(visitor, [
      { width: 1280, theme: 'light', language: 'zh' },
      { width: 390, theme: 'dark', language: 'en' },
    ])
    expect(report.pages).toBeGreaterThan(20)
    expect(report.findings).toEqual([])
    expect(report.cspViolations).toEqual([])
    expect(report.overflow).toEqual([])
    expect(report.offOrigin).toEqual([])
  },
)

test.skipIf(!chromium)(
  'the studio asks nobody but its server, and nothing breaks its content security policy',
  () => {
    expect(offOrigin).toEqual([])
    expect(problems).toEqual([])
  },
)
