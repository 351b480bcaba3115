import path from 'node:path'
import { Command, Option } from 'commander'
import { buildCheckout, buildPlugins } from './build.ts'
import { checkout, ownPlugins } from './checkout.ts'
import { addCodec } from './codec/command.ts'
import { cliError } from './errors.ts'
import { printFailure } from './failure.ts'
import { say } from './language.ts'
import { printFindings } from './plugin/print.ts'
import { addReplay } from './replay/command.ts'
import { addRules } from './rules/command.ts'

/** Runs the `linli` command with these arguments. Exit codes: 0 done, 1 refused, failed or used wrongly. */
export async function run(args: readonly string[]): Promise<void> {
  const program = new Command('linli')
    .description(say('邻里：社区应用场景平台', 'Linli: the platform for community scenarios'))
    .helpCommand(false)
    .showHelpAfterError()
  addStart(program)
  addBuild(program)
  addPlugin(program)
  addReplay(program, fromHere)
  addCodec(program, fromHere)
  addRules(program)
  await program.parseAsync(args, { from: 'user' }).catch(printFailure)
}

/** Paths on the command line are meant from where the user stands, not from the checkout. */
const fromHere = (file: string) => path.resolve(process.env.LINLI_CWD ?? process.cwd(), file)

function portOf(text: string): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw cliError('cli.port', { text })
}

function addStart(program: Command): void {
  program
    .command('start')
    .description(say('启动服务器、工作台和演示社区', 'start the server with the studio and a demo community'))
    .option('--data <dir>', say('数据目录', 'data directory'), fromHere)
    .option('--port <n>', say('工作台和接口的端口', 'port of studio and API'), portOf)
    .option('--mqtt-port <n>', say('内置 MQTT 的端口', 'port of the embedded MQTT broker'), portOf)
    .option('--host <address>', say('监听地址', 'address to listen on'))
    .option('--empty', say('不带演示社区', 'without the demo community'))
    .option(
      '--no-simulators',
      say('带演示社区，但不启动设备模拟器', 'the demo community without device simulators'),
    )
    .option(
      '--plugin <dir>',
      say('另外装入一个插件目录，可重复', "load this plugin's folder too; may be given several times"),
      (dir: string, before: readonly string[] = []) => [...before, fromHere(dir)],
    )
    .addOption(
      new Option(
        '--profile <profile>',
        say(
          '正式环境：只用 PostgreSQL，沙箱不低于 unshare',
          'for production: PostgreSQL only, and no sandbox below unshare',
        ),
      )
        .choices(['production'])
        .env('LINLI_PROFILE'),
    )
    .addOption(
      new Option(
        '--sandbox <tier>',
        say(
          '可接受的最弱沙箱；plain 表示自愿接受几乎没有隔离的进程',
          'the weakest sandbox to accept; plain means that you accept a process with hardly any walls',
        ),
      )
        .choices(['bwrap', 'unshare', 'plain'])
        .env('LINLI_SANDBOX'),
    )
    .addOption(new Option('--json').hideHelp())
    .action(async (options) => {
      const { start } = await import('./start.ts')
      await start({ ...options, plugins: await buildForStart(options.plugin ?? []) })
    })
}

/** Builds what is not up to date; says which plugins are left out, and gives those that are not. */
async function buildForStart(more: readonly string[]): Promise<readonly string[]> {
  const report = (line: string) => console.error(line)
  // The tests build once for all of their servers.
  const own = process.env.LINLI_BUILT ? { ready: ownPlugins(), failures: [] } : await buildCheckout(report)
  const theirs = await buildPlugins(more, report)
  for (const failure of [...own.failures, ...theirs.failures]) printFailure(failure)
  process.exitCode = 0
  return [...own.ready, ...theirs.ready]
}

function addBuild(program: Command): void {
  program
    .command('build')
    .description(say('构建应用场景和工作台', 'build the scenarios and the studio'))
    .action(async () => {
      const { failures } = await buildCheckout((line) => console.error(line))
      failures.forEach(printFailure)
    })
}

function addPlugin(program: Command): void {
  const plugin = program.command('plugin').description(say('编写应用场景', 'write scenarios'))
  plugin
    .command('build')
    .argument('[dir]', say('插件目录', "the plugin's folder"), '.')
    .option('--force', say('即使没有改动也重新构建', 'build even if nothing changed'))
    .action(async (dir: string, options: { force?: boolean }) => {
      const { buildPlugin } = await import('./plugin/index.ts')
      const { name, version, contractFile, behaviourFile } = await buildPlugin(fromHere(dir), options)
      for (const file of [contractFile, behaviourFile])
        console.log(`✓ ${name}@${version}  ${path.relative(checkout, file)}`)
    })
  plugin
    .command('check')
    .argument('[dir]', say('插件目录', "the plugin's folder"), '.')
    .action(async (dir: string) => {
      const { checkPlugin } = await import('./plugin/index.ts')
      process.exitCode = printFindings(await checkPlugin(fromHere(dir))) ? 1 : 0
    })
}
