// Runs on any Node from 20 on, with nothing installed: brings Node 24, pnpm and the dependencies, then hands over.
// Plain JavaScript on purpose: it is what runs before anything that could understand TypeScript is there.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const NODE_VERSION = '24.21.0'
const PNPM_VERSION = '12.21.0'
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..')
const tools = path.join(root, '.tools')
const zh = !/^en/i.test(process.env.LINLI_LANG ?? process.env.LC_ALL ?? process.env.LANG ?? 'zh')
const began = Date.now()
const say = (chinese, english) => process.stderr.write(`${zh ? chinese : english}\n`)

const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
const toolNode = path.join(
  tools,
  'node_modules',
  nodePackage,
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
)
const toolPnpm = path.join(tools, 'node_modules', 'pnpm', 'bin', 'pnpm.mjs')
const newEnough = Number(process.versions.node.split('.')[0]) >= 24
const node = newEnough ? process.execPath : toolNode

function fail(chinese, english) {
  say(`✗ ${chinese}`, `✗ ${english}`)
  process.exit(1)
}

function run(command, args, quiet) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 2, 2],
    encoding: 'utf8',
    env: { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}` },
  })
  if (result.status !== 0 && quiet) process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`)
  return result.status === 0
}

function ensureTools() {
  const wanted = [...(newEnough ? [] : [`${nodePackage}@${NODE_VERSION}`]), `pnpm@${PNPM_VERSION}`]
  const stamp = path.join(tools, 'versions')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted.join(' ')) return
  say(`· 准备工具 ${wanted.join('、')} …`, `· fetching ${wanted.join(', ')} …`)
  mkdirSync(tools, { recursive: true })
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const done = run(
    npm,
    [
      'install',
      '--prefix',
      tools,
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--no-save',
      '--loglevel=error',
      ...wanted,
    ],
    true,
  )
  if (!done || !existsSync(node) || !existsSync(toolPnpm)) {
    fail(
      `没能从 npm 取得 ${wanted.join('、')}。请检查网络或 npm 的 registry 设置，再试一次；或自行安装 Node ≥ 24。`,
      `Could not get ${wanted.join(', ')} from npm. Check the network or npm's registry setting and try again; or install Node ≥ 24 yourself.`,
    )
  }
  writeFileSync(stamp, wanted.join(' '))
}

function ensureDependencies() {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'pnpm-lock.yaml')))
    .digest('hex')
  const stamp = path.join(root, 'node_modules', '.linli-installed')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  ensureTools()
  say('· 安装依赖 …', '· installing dependencies …')
  const done = run(
    node,
    [
      toolPnpm,
      'install',
      '--frozen-lockfile',
      '--prefer-offline',
      '--reporter=append-only',
      '--loglevel=error',
    ],
    true,
  )
  if (!done) fail('依赖没有装好，原因见上。', 'The dependencies were not installed; the reason is above.')
  writeFileSync(stamp, lock)
}

/** Becomes the command: same terminal, same signals, same exit code. */
function become(args) {
  const child = spawn(node, args, {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      LINLI_CWD: process.env.INIT_CWD ?? process.cwd(),
      LINLI_BEGAN: String(began),
      PATH: [path.dirname(node), path.join(root, 'node_modules/.bin'), process.env.PATH].join(path.delimiter),
    },
  })
  process.on('SIGINT', () => {})
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}

const [verb, ...rest] = process.argv.slice(2)
if (!newEnough && !existsSync(toolNode)) ensureTools()
ensureDependencies()
const cli = path.join(root, 'packages/cli/bin/linli.ts')
switch (verb) {
  case 'start':
  case 'build':
    become([cli, verb, ...rest])
    break
  case 'linli':
    become([cli, ...rest])
    break
  case 'run':
    become(rest)
    break
  default:
    fail(`不认识的命令 ${verb ?? ''}`, `Unknown command ${verb ?? ''}`)
}
