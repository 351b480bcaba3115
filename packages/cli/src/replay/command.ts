import path from 'node:path'
import { type Command, Option } from 'commander'
import { checkout } from '../checkout.ts'
import { say } from '../language.ts'

/** What `linli replay` was given. */
export interface ReplayOptions {
  readonly data: string
  readonly installation?: string
  readonly from?: string
  readonly to?: string
  readonly draft?: boolean
  readonly release?: string
  readonly rules?: string
  readonly settings?: string
  readonly plugin?: string
  readonly log?: string
  readonly lateness?: string
  readonly json?: boolean
}

/** Adds `linli replay`; `fromHere` resolves a path as the user meant it. */
export function addReplay(program: Command, fromHere: (file: string) => string): void {
  program
    .command('replay')
    .description(
      say(
        '回放历史：规则当时做了什么，换一个版本会怎样',
        'replay history: what the rules did, and what another version would have done',
      ),
    )
    .option('--installation <id>', say('回放哪个已启用场景', 'the installation to replay'))
    .option('--data <dir>', say('数据目录', 'data directory'), fromHere, path.join(checkout, '.data'))
    .option('--from <time>', say('只比较此时刻起触发的', 'compare what fired from this time on'))
    .option('--to <time>', say('只比较此时刻前触发的', 'compare what fired up to this time'))
    .addOption(new Option('--draft', say('换成草稿', 'what if: the draft')).conflicts(['release', 'plugin']))
    .addOption(new Option('--release <n>', say('换成某个发布版本', 'what if: a release')).conflicts('plugin'))
    .option(
      '--rules <file>',
      say('换成文件中的规则（JSON 数组）', 'what if: rules of a file, a JSON array'),
      fromHere,
    )
    .option(
      '--settings <file>',
      say('换成文件中的设置（JSON 对象）', 'what if: settings of a file, a JSON object'),
      fromHere,
    )
    .option('--plugin <dir>', say('已构建的插件目录', 'folder of a built plugin'), fromHere)
    .option(
      '--log <file>',
      say('观测文件，每行一个 JSON', 'observations to replay, one JSON object a line'),
      fromHere,
    )
    .option(
      '--lateness <time>',
      say('文件中的观测最多迟到多久', 'how late observations of the file may be'),
      '0s',
    )
    .option('--json', say('每行输出一个 JSON', 'print JSON lines'))
    .addHelpText('after', () => logShape())
    .action(async (options: ReplayOptions) => {
      const { replay } = await import('./replay.ts')
      await replay(options)
    })
}

const logShape = () => `
${say('--log 的每一行，按到达顺序：', 'Lines of --log, in the order of arrival:')}
  {"time":"2026-03-02T08:00:00+08:00","device":"bay-a01","name":"occupied","value":true}
  ${say('可选', 'optional')}: "model" "kind" ("property"|"event") "place" "source" "arrival" "id"
  {"time":"2026-03-02T09:00:00+08:00","source":"log","state":"down"}   ${say('数据源断开或恢复（up）', 'a source went away, or came back (up)')}
  ${say('可选', 'optional')}: "lateness" ("30s")
${say('详见 docs/replay.md。', 'More in docs/replay.md.')}`
