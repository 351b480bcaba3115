import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

/** Who looks, where, and where pictures go, if any are to be taken. */
export interface TourOptions {
  readonly url: string
  readonly login: string
  readonly password: string
  readonly out?: string
}

/** One look at the studio. */
export interface Look {
  readonly width: 1280 | 390
  readonly theme: 'light' | 'dark'
  readonly language: 'zh' | 'en'
}

/** What axe found on a page. */
export interface Finding {
  readonly where: string
  readonly rule: string
  readonly impact: string
  readonly nodes: readonly string[]
}

/** Everything the tour saw that is wrong. */
export interface TourReport {
  readonly pages: number
  readonly findings: readonly Finding[]
  readonly offOrigin: readonly string[]
  readonly cspViolations: readonly string[]
  readonly consoleErrors: readonly string[]
  /** Pages wider than the screen. */
  readonly overflow: readonly string[]
  /** Buttons, links and fields below 44 px. */
  readonly smallTargets: readonly string[]
}

/** Every look the studio has to stand. */
export const looks: readonly Look[] = [
  { width: 1280, theme: 'light', language: 'zh' },
  { width: 1280, theme: 'dark', language: 'zh' },
  { width: 1280, theme: 'light', language: 'en' },
  { width: 390, theme: 'light', language: 'zh' },
  { width: 390, theme: 'dark', language: 'en' },
]

const executablePath = '/usr/bin/chromium'

/** Starts the machine's Chromium. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
}

/** A page object: what a person does, by roles and labels, or by test ids where the words differ between languages. */
export function studioPage(page: Page, url: string) {
  const at = (route: string) => `${url}/#${route}`
  return {
    page,
    async signIn(login: string, password: string) {
      await page.goto(at('/login'))
      await page.locator('input[name=login]').fill(login)
      await page.locator('input[name=password]').fill(password)
      await page.getByTestId('sign-in').click()
      await page.getByTestId('my-tasks').waitFor()
    },
    async signOut() {
      await page.getByTestId('account-menu').click()
      await page.getByTestId('sign-out').click()
      await page.getByTestId('sign-in').waitFor()
    },
    async go(route: string) {
      await page.goto(at(route))
      await page.locator('h1').first().waitFor()
      await settled(page)
    },
    async theme(theme: Look['theme']) {
      await page.getByTestId('account-menu').click()
      await page.getByTestId(`theme-${theme}`).click()
      await page.keyboard.press('Escape')
    },
    async language(language: Look['language']) {
      const now = await page.locator('html').getAttribute('lang')
      if ((now ?? '').startsWith(language)) return
      await page.getByTestId('switch-language').click()
    },
    /** Opens the first alert that is to be verified, takes it for real, and ends on its incident. */
    async verifyFirstAlert(note: string) {
      await page.getByTestId('alert-row').first().click()
      await page.getByTestId('verify').click()
      await page.getByTestId('note').fill(note)
      await page.getByTestId('confirm').click()
      await page.getByTestId('next-steps').waitFor()
    },
    /** Does a step of handling on an incident's page; `assignee` is the visible name to dispatch to. */
    async act(action: string, given: { readonly note?: string; readonly assignee?: string } = {}) {
      const button = page.getByTestId(`action-${action}`)
      if (!(await button.isVisible().catch(() => false))) await page.getByTestId('other-actions').click()
      await button.click()
      if (given.assignee !== undefined) {
        await page.getByRole('combobox').fill(given.assignee)
        await page.getByRole('option', { name: given.assignee }).first().click()
      }
      if (given.note !== undefined) await page.getByTestId('note').fill(given.note)
      await page.getByTestId('confirm').click()
      await page.getByTestId('confirm').waitFor({ state: 'detached' })
    },
    /** The words of the incident's state: 待签收. */
    async incidentState() {
      return page.getByTestId('incident-state').textContent()
    },
  }
}

/** Nothing moves any more: no request for a moment, fonts there. */
async function settled(page: Page): Promise<void> {
  await page
    .waitForFunction(
      () => document.fonts.status === 'loaded' && !document.querySelector('[role=status][aria-label]'),
      null,
      { timeout: 8000 },
    )
    .catch(() => undefined)
  await page.waitForTimeout(350)
}

/** The pages of the tour; those of one thing are found by following the first link of their list. */
const routes: readonly { readonly name: string; readonly route: string; readonly follow?: string }[] = [
  { name: 'desk', route: '/' },
  { name: 'alerts', route: '/alerts' },
  { name: 'alert', route: '/alerts', follow: '[data-testid=alert-row]' },
  { name: 'incidents', route: '/incidents' },
  { name: 'incident', route: '/incidents', follow: '[data-testid=incident-row]' },
  { name: 'devices', route: '/devices' },
  { name: 'device', route: '/devices', follow: 'main table a, main li a' },
  { name: 'places', route: '/places' },
  { name: 'sources', route: '/sources' },
  { name: 'source', route: '/sources', follow: 'main table a, main li a' },
  { name: 'accounts', route: '/accounts' },
  { name: 'installations', route: '/installations' },
  { name: 'installation', route: '/installations', follow: '[data-testid=installation-card]' },
  { name: 'rules', route: '/installations?tab=rules', follow: '[data-testid=installation-card]' },
  { name: 'forms', route: '/installations?tab=forms', follow: '[data-testid=installation-card]' },
  { name: 'reference', route: '/installations?tab=reference', follow: '[data-testid=installation-card]' },
  { name: 'releases', route: '/installations?tab=releases', follow: '[data-testid=installation-card]' },
  { name: 'overview', route: '/installations?tab=overview', follow: '[data-testid=installation-card]' },
  { name: 'fill', route: '/installations?tab=forms', follow: '[data-testid=installation-card]' },
  { name: 'submissions', route: '/submissions' },
  { name: 'records', route: '/records' },
  { name: 'dead-letters', route: '/dead-letters' },
  { name: 'dead-letter', route: '/dead-letters', follow: 'main table a, main li a' },
]

/** Opens a page of the tour; false where there is nothing of the kind. */
async function visit(studio: ReturnType<typeof studioPage>, stop: (typeof routes)[number]): Promise<boolean> {
  const { page } = studio
  const [list = '', query] = stop.route.split('?')
  await studio.go(list)
  if (!stop.follow) return true
  const link = page.locator(stop.follow).first()
  if ((await link.count()) === 0) return false
  const target = (await link.getAttribute('href')) ?? ''
  await studio.go(`${target.replace(/^.*#/, '')}${query ? `?${query}` : ''}`)
  if (stop.name === 'fill') {
    const fill = page.locator('[data-testid^=fill-]').first()
    if ((await fill.count()) === 0) return false
    await fill.click()
    await page.getByTestId('submit').waitFor()
    await settled(page)
  }
  return true
}

/** Walks through every page in every look, takes its picture, and reports what is wrong. */
export async function tour(options: TourOptions, wanted: readonly Look[] = looks): Promise<TourReport> {
  if (options.out !== undefined) mkdirSync(options.out, { recursive: true })
  const browser = await openBrowser()
  const seen = {
    pages: 0,
    findings: [],
    offOrigin: [],
    cspViolations: [],
    consoleErrors: [],
    overflow: [],
    smallTargets: [],
  } satisfies Record<string, unknown> as unknown as Mutable
  try {
    for (const look of wanted) {
      const context = await newContext(browser, look)
      watch(context, options.url, seen)
      const studio = studioPage(await context.newPage(), options.url)
      await walk(studio, look, options, seen)
      await context.close()
    }
  } finally {
    await browser.close()
  }
  return seen
}

type Mutable = {
  -readonly [Name in keyof TourReport]: TourReport[Name] extends readonly (infer One)[]
    ? One[]
    : TourReport[Name]
}

function newContext(browser: Browser, { width, language, theme }: Look): Promise<BrowserContext> {
  return browser.newContext({
    viewport: { width, height: width === 390 ? 844 : 900 },
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    colorScheme: theme,
    reducedMotion: 'reduce',
    timezoneId: 'Asia/Shanghai',
  })
}

async function walk(
  studio: ReturnType<typeof studioPage>,
  look: Look,
  options: TourOptions,
  seen: Mutable,
): Promise<void> {
  const { page } = studio
  const shoot = async (name: string) => {
    const where = `${name}-${look.width}-${look.theme}-${look.language}`
    seen.pages++
    if (options.out !== undefined)
      await page.screenshot({ path: path.join(options.out, `${where}.png`), fullPage: true })
    seen.findings.push(...(await audit(page, where)))
    await measure(page, where, seen)
  }
  await page.goto(`${options.url}/#/login`)
  await page.getByTestId('sign-in').waitFor()
  await studio.language(look.language)
  await shoot('sign-in')
  await studio.signIn(options.login, options.password)
  await studio.theme(look.theme)
  await settled(page)
  for (const stop of routes) if (await visit(studio, stop)) await shoot(stop.name)
}

function watch(context: BrowserContext, url: string, seen: Mutable): void {
  const { origin } = new URL(url)
  context.on('request', (request) => {
    if (!request.url().startsWith(origin) && !/^(data|blob):/.test(request.url()))
      seen.offOrigin.push(request.url())
  })
  context.on('response', (response) => {
    // Asking who is signed in is answered 401 before anybody is.
    const known = response.status() === 401 && response.url().endsWith('/api/session')
    if (response.status() >= 400 && !known) seen.consoleErrors.push(`${response.status()} ${response.url()}`)
  })
  context.on('console', (message) => {
    const text = message.text()
    if (message.type() !== 'error' || text.startsWith('Failed to load resource')) return
    if (/Content Security Policy/.test(text)) seen.cspViolations.push(text)
    else seen.consoleErrors.push(text)
  })
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Runs axe on the page as it stands. */
export async function audit(page: Page, where: string): Promise<readonly Finding[]> {
  await page.evaluate(axeSource)
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run: (
          root: Document,
          options: object,
        ) => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>
      }
    }
    const result = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      // A list that hangs below its field stands at the end of the document, outside every landmark.
      rules: { region: { enabled: false } },
    })
    return result.violations.map(({ id, impact, nodes }) => ({
      rule: id,
      impact,
      nodes: nodes.map(({ html }) => html.slice(0, 200)),
    }))
  })
  return violations.map((violation) => ({ where, ...violation }))
}

/** Whether the page fits the screen, and whether a thumb can hit what it offers. */
async function measure(page: Page, where: string, seen: Mutable): Promise<void> {
  const { wide, small } = await page.evaluate(() => {
    const hittable =
      'button, [role=button], [role=tab], [role=menuitem], nav a, main a, input:not([type=hidden]):not([type=file])'
    const small = [...document.querySelectorAll<HTMLElement>(hittable)].flatMap((element) => {
      const target = element.closest<HTMLElement>('label, .MuiInputBase-root, li, tr') ?? element
      const { width, height } = (element.matches('a, input') ? target : element).getBoundingClientRect()
      const shown = width > 0 && height > 0 && getComputedStyle(element).visibility !== 'hidden'
      return shown && (height < 43.5 || width < 43.5)
        ? [`${element.outerHTML.slice(0, 90)} ${Math.round(width)}×${Math.round(height)}`]
        : []
    })
    return { wide: document.documentElement.scrollWidth - window.innerWidth, small }
  })
  if (wide > 0) seen.overflow.push(`${where}: ${wide} px`)
  seen.smallTargets.push(...small.map((target) => `${where}: ${target}`))
}

if (import.meta.main) {
  const [url = 'http://127.0.0.1:8080', login = 'admin', password = 'linli-admin', out = 'tour'] =
    process.argv.slice(2)
  const only = process.env.LOOKS?.split(',').map(Number)
  const report = await tour({ url, login, password, out }, only ? only.map((index) => looks[index]!) : looks)
  console.log(JSON.stringify(report, null, 2))
}
