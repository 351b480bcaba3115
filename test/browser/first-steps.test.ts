import { existsSync } from 'node:fs'
import path from 'node:path'
import { connectAsync } from 'mqtt'
import type { Browser, Page } from 'playwright-core'
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
let admin: Studio
let zhang: Studio

beforeAll(async () => {
  if (!chromium) return
  linli = await startLinli({ args: ['--empty'] })
  browser = await openBrowser()
  admin = await newStudio()
  await admin.signIn(linli.admin?.login ?? '', linli.admin?.password ?? '')
})

afterAll(async () => {
  await browser?.close()
  await linli?.[Symbol.asyncDispose]()
})

async function newStudio(): Promise<Studio> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  })
  return studioPage(await context.newPage(), linli.url)
}

/** Finds nothing wrong with the page as it stands; keeps a picture where one is wanted. */
async function sound(page: Page, name: string): Promise<void> {
  // A dialog that is still coming is half transparent: its colours say nothing yet.
  await page.waitForTimeout(300)
  const folder = process.env.LINLI_TOUR
  if (folder) await page.screenshot({ path: path.join(folder, `first-${name}.png`), fullPage: true })
  expect(await audit(page, name)).toEqual([])
}

/** Types into a field of suggestions and takes the first that fits. */
async function choose(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByRole('dialog').getByRole('combobox', { name: label }).last()
  await field.fill(text)
  await page.getByRole('option', { name: text }).first().click()
}

/** Sends a dialog off and sees it go. */
async function confirm(page: Page): Promise<void> {
  await page.getByTestId('confirm').click()
  await page.getByTestId('confirm').waitFor({ state: 'detached' })
}

const ticked = (page: Page, step: string) => page.getByTestId(`step-${step}`).getAttribute('data-done')

test.skipIf(!chromium)(
  'an empty server greets its administrator with the first steps, in order',
  async () => {
    const { page } = admin
    const steps = page.getByTestId('first-steps').getByRole('listitem')
    await steps.first().waitFor()
    expect(await steps.evaluateAll((all) => all.map((one) => one.getAttribute('data-testid')))).toEqual(
      ['community', 'places', 'scenario', 'source', 'devices', 'accounts'].map((step) => `step-${step}`),
    )
    expect(await ticked(page, 'community')).toBe('false')
    await sound(page, 'steps')
  },
)

test.skipIf(!chromium)('a community is made with its street, and a building below it', async () => {
  const { page } = admin
  await admin.go('/places')
  await page.getByTestId('add-community').click()
  await page.getByTestId('community-name').fill('梧桐社区')
  await page.getByLabel(/城市/).fill('云溪市')
  await page.getByLabel(/街道/).fill('柳荫街道')
  await sound(page, 'community')
  await confirm(page)
  await page.getByText('柳荫街道').waitFor()
  await page.getByTestId('menu-community-1').click()
  await page.getByTestId('add-below').click()
  await page.getByTestId('place-name').fill('3号楼')
  await confirm(page)
  await page.getByTestId('place-community-1-3').waitFor()
})

test.skipIf(!chromium)('homes come in from a table that is tried first', async () => {
  const { page } = admin
  const table = (rows: string) => ({
    name: 'homes.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`楼栋,单元,房间\n${rows}`),
  })
  await page.getByTestId('import-places').click()
  await page.getByTestId('import-file').setInputFiles(table('3号楼,1单元,101\n,1单元,102\n'))
  await page.getByText('第 3 行').waitFor()
  expect(await page.getByTestId('confirm').isDisabled()).toBe(true)
  await sound(page, 'import')
  await page.getByTestId('import-file').setInputFiles(table('3号楼,1单元,101\n3号楼,1单元,102\n'))
  await page.getByRole('button', { name: '导入 3 条' }).click()
  await page.getByTestId('import-done').waitFor()
  await confirm(page)
  await page.getByRole('button', { name: '展开“3号楼”' }).click()
  await page.getByRole('button', { name: '展开“1单元”' }).click()
  await page.getByTestId('place-community-1-3-1-102').waitFor()
  await sound(page, 'places')
})

test.skipIf(!chromium)(
  'a colleague gets an account, signs in once with what was shown, and sets a password of their own',
  async () => {
    const { page } = admin
    await admin.go('/accounts')
    await page.getByTestId('add-account').click()
    await page.getByTestId('account-login').fill('zhang')
    await page.getByTestId('account-name').fill('张社区')
    await choose(page, '空间', '梧桐社区')
    await sound(page, 'account')
    await page.getByTestId('confirm').click()
    const password = (await page.getByTestId('one-time-password').textContent()) ?? ''
    await sound(page, 'one-time-password')
    await page.getByTestId('password-noted').click()
    await page.getByTestId('account-zhang').waitFor()
    await sound(page, 'accounts')

    zhang = await newStudio()
    await zhang.page.goto(`${linli.url}/#/login`)
    await zhang.page.locator('input[name=login]').fill('zhang')
    await zhang.page.locator('input[name=password]').fill(password)
    await zhang.page.getByTestId('sign-in').click()
    await zhang.page.getByTestId('current-password').fill(password)
    await zhang.page.getByTestId('new-password').fill('柳荫街道 梧桐社区 2026')
    await zhang.page.getByTestId('repeated-password').fill('柳荫街道 梧桐社区 2026')
    await sound(zhang.page, 'own-password')
    await zhang.page.getByTestId('confirm').click()
    await zhang.page.getByTestId('my-tasks').waitFor()
  },
)

test.skipIf(!chromium)('a scenario is enabled and published', async () => {
  const { page } = zhang
  await zhang.go('/installations')
  const card = page.getByRole('listitem').filter({ hasText: '老年关爱' })
  await card.getByRole('button', { name: '启用' }).click()
  await confirm(page)
  await page.getByTestId('publish').click()
  await confirm(page)
  await page.getByText('发布版本 1').first().waitFor()
})

test.skipIf(!chromium)(
  'a source is added from what the scenario knows, and says what to enter on the gateway',
  async () => {
    const { page } = zhang
    await zhang.go('/sources')
    await page.getByTestId('add-source').click()
    await page.getByRole('dialog').getByRole('combobox').first().click()
    await page.getByRole('option', { name: 'Zigbee2MQTT' }).click()
    await page.getByTestId('source-name').fill('居家网关')
    await sound(page, 'source')
    await confirm(page)
    await page.getByTestId('connect').getByText('zigbee2mqtt/{address}').waitFor()
    await sound(page, 'source-page')
  },
)

test.skipIf(!chromium)(
  'a device is registered, and its real message shows in the list without reloading',
  async () => {
    const { page } = zhang
    await zhang.go('/devices')
    await page.getByTestId('add-device').click()
    await choose(page, '物模型', '门磁')
    await page.getByTestId('device-name').fill('王奶奶家门磁')
    await choose(page, '空间', '101')
    await page.getByRole('dialog').getByRole('combobox', { name: '数据源' }).click()
    await page.getByRole('option', { name: '居家网关' }).click()
    await page.getByTestId('device-address').fill('door-101')
    await sound(page, 'device')
    await confirm(page)
    const row = page.getByRole('row').filter({ hasText: '王奶奶家门磁' })
    await row.waitFor()
    const client = await connectAsync(linli.mqtt)
    const report = { contact: false, battery: 87, linkquality: 120 }
    await client.publishAsync('zigbee2mqtt/door-101', JSON.stringify(report), { qos: 1 })
    await row.getByText('87').waitFor({ timeout: 20_000 })
    await client.endAsync()
    await sound(page, 'devices')
  },
)

test.skipIf(!chromium)('when every step is done, the first steps are gone', async () => {
  const { page } = admin
  await admin.go('/')
  await page.getByTestId('my-tasks').waitFor()
  await expect.poll(() => page.getByTestId('first-steps').count(), { timeout: 10_000 }).toBe(0)
})
